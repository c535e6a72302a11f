using System.Globalization;
using Occam.Experiments.Settings;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Trials;

/// <summary>A network that an experiment repeats its trainings with, and the learning rate that it needs.</summary>
/// <param name="Prefix">What the names of its trainings begin with: nothing for the experiment's own network.</param>
/// <param name="Network">The network.</param>
/// <param name="LearningRate">The learning rate before the schedule.</param>
internal sealed record NetworkChoice(string Prefix, NetworkPlan Network, double LearningRate)
{
    /// <summary>The network where it is not the experiment's own.</summary>
    public NetworkPlan? Other => Prefix.Length == 0 ? null : Network;

    /// <summary>The experiment's own network, then those of the key "networks": NAME@RATE between commas, or none.</summary>
    public static IReadOnlyList<NetworkChoice> Read(LaboratoryPlan laboratory, ResolvedSettings settings, double learningRate)
    {
        List<NetworkChoice> choices = [new("", laboratory.Network, learningRate)];
        string text = settings.Text("networks");
        if (text == "none") return choices;
        foreach (string part in text.Split(','))
        {
            string[] halves = part.Split('@');
            string name = halves[0];
            if (halves.Length != 2 || name.Length == 0 || !double.TryParse(halves[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) || !(rate > 0) || !double.IsFinite(rate))
                settings.Faults.Add(new Fault("networks", "NAME@RATE between commas with a learning rate above 0, or none", $"'{part}'", "Write for example networks=lenet@0.02."));
            else if (name == laboratory.Network.Model || choices.Any(c => c.Network.Model == name))
                settings.Faults.Add(new Fault("networks", "each network once, and not that of model= again", $"'{name}'", "Leave it out."));
            else
                choices.Add(new NetworkChoice(name.Replace(':', '-') + "-", laboratory.Named(name), rate));
        }

        return choices;
    }
}
