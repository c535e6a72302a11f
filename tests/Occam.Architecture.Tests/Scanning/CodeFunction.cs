namespace Occam.Architecture.Tests.Scanning;

/// <summary>A method, constructor, operator, property body or program of top-level statements.</summary>
internal sealed record CodeFunction(string Header, int FirstLine, int LastLine)
{
    public int Lines => LastLine - FirstLine + 1;
}
