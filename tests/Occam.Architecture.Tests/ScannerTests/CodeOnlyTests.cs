using Occam.Architecture.Tests.Scanning;

namespace Occam.Architecture.Tests.ScannerTests;

public class CodeOnlyTests
{
    [Theory]
    [InlineData("a // } b\nc", "a       \nc")]
    [InlineData("a /* }\n} */ b", "a     \n     b")]
    [InlineData("#if X }\nb", "       \nb")]
    [InlineData("""f("}", '}', '\'');""", "f(   ,    ,     );")]
    [InlineData("""f("\"}");""", "f(     );")]
    [InlineData("f(@\"}\"\"}\");", "f(       );")]
    [InlineData("f($\"{a[\"}\"]}}}\");", "f(             );")]
    [InlineData("f($\"{a:0.#}\", {}", "f(          , {}")]
    [InlineData("f(\"\"\"} \" }\"\"\");", "f(           );")]
    [InlineData("f($$\"\"\"{ {{g(\"}\")}} }\"\"\");", "f(                      );")]
    public void Only_code_is_left(string text, string code) => Assert.Equal(code, CodeOnly.Of(text));

    [Theory]
    [InlineData("\"never closed {")]
    [InlineData("/* never closed")]
    [InlineData("'")]
    [InlineData("$\"{ never closed")]
    public void Broken_text_ends(string text) => Assert.Equal(text.Length, CodeOnly.Of(text).Length);
}
