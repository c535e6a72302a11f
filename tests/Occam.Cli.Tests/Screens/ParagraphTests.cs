namespace Occam.Cli.Tests.Screens;

public class ParagraphTests
{
    [Theory]
    [InlineData("one two three", 9, "one two|three")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 6, "one|two|three")]
    [InlineData("a/path/that/is/long and more", 5, "a/path/that/is/long|and|more")]
    [InlineData("two\nlines", 20, "two lines")]
    [InlineData("", 5, "")]
    public void Lines_break_between_words(string text, int width, string lines) => Assert.Equal(lines.Split('|'), Paragraph.Lines(text, width));
}
