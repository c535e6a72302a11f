using System.Text;
using System.Text.Json.Nodes;
using Occam.Records.Json;
using Occam.Records.Tests.Support;

namespace Occam.Records.Tests.Json;

public sealed class CanonicalJsonTests
{
    /// <summary>Digests printed by <c>printf '%s' TEXT | sha256sum</c> of GNU coreutils, of the canonical text and of "{}".</summary>
    private const string Digest = "fd3d0c1f754e91d156699a55bf1302f57c924234f54610fb6f072454f0e18f9c", EmptyDigest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private const string Canonical = """{"a":[1,2.5,"é"],"b":{"seed":18446744073709551615,"x":1e-7},"budget":"smoke"}""";

    [Fact]
    public void TheHashIsThatOfTheCanonicalText()
    {
        JsonObject value = new()
        {
            ["budget"] = "smoke",
            ["b"] = new JsonObject { ["x"] = 0.0000001, ["seed"] = ulong.MaxValue },
            ["a"] = new JsonArray(1, 2.50, "é"),
        };
        Assert.Equal(Canonical, Text(value));
        Assert.Equal(Digest, CanonicalJson.Hash(value));
        Assert.Equal(EmptyDigest, CanonicalJson.Hash(new JsonObject()));
    }

    [Fact]
    public void ParsedAndBuiltValuesAgree() =>
        Assert.Equal(Digest, CanonicalJson.Hash(Parse("""{ "budget" : "\u0073moke", "b":{"x":1.0E-7,"seed":18446744073709551615}, "a":[1, 2.500, "\u00E9"] }""")));

    /// <summary>The example of RFC 8785, section 3.2.2.</summary>
    [Fact]
    public void PublishedExampleOfValues() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Text(Parse("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """)));

    /// <summary>The example of RFC 8785, section 3.2.3: order is by UTF-16 code unit, so the emoji comes before U+FB33.</summary>
    [Fact]
    public void PublishedExampleOfOrder()
    {
        JsonNode value = Parse("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""");
        string[] order = [.. Parse(Text(value)).AsObject().Select(member => member.Value!.GetValue<string>())];
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], order);
    }

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData("[[],{},[{}]]", "[[],{},[{}]]")]
    [InlineData("""{"A":1,"a":2,"":3,"aa":4}""", """{"":3,"A":1,"a":2,"aa":4}""")]
    [InlineData("[-0,-0.0,0e5,9223372036854775807,-9223372036854775808]", "[0,0,0,9223372036854775807,-9223372036854775808]")]
    [InlineData("""["\b\t\n\f\r\u0000\u001F\u007F/\u2028"]""", "[\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007F/\u2028\"]")]
    public void EachValueHasOneSpelling(string given, string canonical) => Assert.Equal(canonical, Text(Parse(given)));

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("18446744073709551616")]
    [InlineData("-9223372036854775809")]
    public void NumbersOutOfRangeAreRefused(string number) =>
        Assert.Equal(number, Refused.By(() => CanonicalJson.Write(Parse($"[{number}]"))).Got);

    [Theory]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    public void HalfACharacterIsRefused(string json) => Refused.By(() => CanonicalJson.Write(Parse(json)));

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;

    private static string Text(JsonNode value) => Encoding.UTF8.GetString(CanonicalJson.Write(value));
}
