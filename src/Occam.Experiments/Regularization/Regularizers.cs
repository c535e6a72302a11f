using Occam.Data.Augmentations;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Regularization;

/// <summary>Which regularizers are on; batch norm, which is part of a network, counts as one and can be taken out.</summary>
internal sealed record Regularizers(bool WeightDecay = false, bool Dropout = false, bool Augmentation = false, bool NoBatchNorm = false)
{
    public const string None = "none";
    private const string DecayWord = "weight-decay", DropoutWord = "dropout", AugmentationWord = "augmentation", NormWord = "no-batch-norm";

    public static IReadOnlyList<string> Words { get; } = [None, DecayWord, DropoutWord, AugmentationWord, NormWord];

    /// <summary>Reads "augmentation+weight-decay"; null if a word is unknown or "none" stands beside others.</summary>
    public static Regularizers? Parse(string text)
    {
        string[] words = text.Split('+');
        if (words.Distinct().Count() < words.Length || words.Except(Words).Any() || (words.Contains(None) && words.Length > 1)) return null;
        return new Regularizers(words.Contains(DecayWord), words.Contains(DropoutWord), words.Contains(AugmentationWord), words.Contains(NormWord));
    }

    /// <summary>Those of a training: what differs from the experiment's own network, so that batch norm counts as taken out only where there was one.</summary>
    public static Regularizers Of(LaboratoryPlan laboratory, TrialPlan trial)
    {
        NetworkPlan network = laboratory.NetworkOf(trial);
        NetworkPlan whole = network.Model == laboratory.Network.Model ? laboratory.Network : laboratory.Others;
        return new Regularizers(
            trial.Settings.Optimizer.WeightDecay > 0, network.Options.Dropout > 0, laboratory.AugmentationOf(trial) != AugmentationKind.None,
            network.Options.Normalization != whole.Options.Normalization);
    }

    public override string ToString()
    {
        (bool On, string Word)[] all = [(Augmentation, AugmentationWord), (WeightDecay, DecayWord), (Dropout, DropoutWord), (NoBatchNorm, NormWord)];
        string words = string.Join('+', all.Where(w => w.On).Select(w => w.Word));
        return words.Length == 0 ? None : words;
    }
}
