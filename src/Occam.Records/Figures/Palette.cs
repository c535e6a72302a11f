namespace Occam.Records.Figures;

/// <summary>Hexadecimal values, dashes and marks by which series are told apart; never by colour alone.</summary>
internal static class Palette
{
    private static readonly string[] Hex = ["0072B2", "D55E00", "009E73", "E69F00", "CC79A7", "56B4E9", "F0E442", "888888"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x", "star"];

    /// <summary>The colour that was asked for, or the next one in order, before grey.</summary>
    public static string Color(PaletteColor? asked, int index) => $"#{Hex[Position(asked, index)]}";

    /// <summary>The same colour, nearly transparent, for an interval.</summary>
    public static string Band(PaletteColor? asked, int index)
    {
        byte[] channels = Convert.FromHexString(Hex[Position(asked, index)]);
        return $"rgba({channels[0]},{channels[1]},{channels[2]},0.18)";
    }

    public static string Dash(int index) => Dashes[index % Dashes.Length];

    public static string Symbol(int index) => Symbols[index % Symbols.Length];

    private static int Position(PaletteColor? asked, int index) => asked is { } color ? (int)color : index % (Hex.Length - 1);
}
