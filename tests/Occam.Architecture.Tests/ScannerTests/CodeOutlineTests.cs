using Occam.Architecture.Tests.Scanning;

namespace Occam.Architecture.Tests.ScannerTests;

public class CodeOutlineTests
{
    private const string Sample = """
        using System;
        namespace Some.Place;

        /// <summary>{</summary>
        [Attribute("x", new[] { 1 })]
        public sealed class First<T>(int a) : Base<T>(a)
            where T : struct
        {
            private static readonly (int A, int B)[] Table =
            [
                (1, 2),
            ];

            public int Property { get; } = Make(() =>
            {
                return 1;
            });

            [Fact]
            public First()
                : this(1)
            {
            }

            public static bool operator ==(First<T> a, First<T> b) => a.Equals(b);

            public string Text => $"{Property}";

            public (int, int) Both<U>(int x = 3)
                where U : class
            {
                int Local(int y)
                {
                    return y;
                }

                return (Local(x), x is { } z ? z : 0);
            }

            internal enum Inner
            {
                One = 1,
            }
        }

        public delegate void Call(int x);

        internal readonly record struct Second(int A);
        """;

    [Fact]
    public void Types_are_those_outside_other_types() =>
        Assert.Equal([new CodeType("First", true), new CodeType("Call", true), new CodeType("Second", false)], CodeOutline.Of(Sample).Types);

    [Fact]
    public void The_namespace_is_read() => Assert.Equal("Some.Place", CodeOutline.Of(Sample).Namespace);

    [Fact]
    public void Functions_have_their_lines() => Assert.Equal(
        [
            ("public int Property", 14, 14), ("public First() : this(1)", 20, 23), ("public static bool operator ==(First<T> a, First<T> b)", 25, 25),
            ("public string Text", 27, 27), ("public (int, int) Both<U>(int x = 3) where U : class", 29, 38),
        ],
        CodeOutline.Of(Sample).Functions.Select(f => (f.Header, f.FirstLine, f.LastLine)));

    [Fact]
    public void A_program_is_one_function() =>
        Assert.Equal([new CodeFunction("top-level statements", 3, 7)], CodeOutline.Of("using A;\n\nint x = 1;\nif (x > 0)\n{\n    x++;\n}\n").Functions);
}
