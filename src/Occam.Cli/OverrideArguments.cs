namespace Occam.Cli;

/// <summary>Makes every "--key value" of explain and run that is not an option of the program the same as "key=value".</summary>
internal static class OverrideArguments
{
    private static readonly HashSet<string> Commands = ["explain", "run"];
    private static readonly HashSet<string> Options = ["--budget", "--seed", "--out", "--json", "--threads", "--help", "-h", "-?", "--version", "--data", "--model"];

    public static string[] Rewrite(string[] args)
    {
        if (args.Length == 0 || !Commands.Contains(args[0])) return args;
        List<string> rewritten = [args[0]];
        for (int i = 1; i < args.Length; i++)
        {
            string word = args[i], name = word.Split('=', 2)[0];
            bool isSetting = word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2 && !Options.Contains(name);
            if (!isSetting) rewritten.Add(word);
            else if (word.Contains('=', StringComparison.Ordinal)) rewritten.Add(word[2..]);
            else rewritten.Add($"{word[2..]}={(i + 1 < args.Length ? args[++i] : "")}");
        }

        return [.. rewritten];
    }
}
