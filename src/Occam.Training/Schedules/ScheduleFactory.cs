using System.Globalization;
using Occam.Numerics.Errors;

namespace Occam.Training.Schedules;

/// <summary>Makes schedules from their text.</summary>
public static class ScheduleFactory
{
    private const string Forms = "constant, step:EPOCHS:FACTOR, decay:FACTOR (each epoch) or cosine";

    /// <summary>"constant", "step:30:0.1", "decay:0.95" or "cosine", after <paramref name="warmUp"/> steps of linear rise.</summary>
    public static ISchedule Parse(string text, int stepsPerEpoch, long totalSteps, long warmUp)
    {
        string[] parts = text.Split(':');
        ISchedule schedule = (parts[0], parts.Length) switch
        {
            ("constant", 1) => new ConstantSchedule(),
            ("cosine", 1) => new CosineSchedule(totalSteps),
            ("decay", 2) => new EpochDecay(stepsPerEpoch, 1, Factor(text, parts[1])),
            ("step", 3) => new EpochDecay(stepsPerEpoch, Epochs(text, parts[1]), Factor(text, parts[2])),
            _ => throw Unknown(text),
        };
        return warmUp > 0 ? new WarmUp(warmUp, schedule) : schedule;
    }

    private static int Epochs(string text, string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : throw Unknown(text);

    private static double Factor(string text, string part) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value <= 1 ? value : throw Unknown(text);

    private static InputException Unknown(string text) =>
        new("schedule", Forms, $"'{text}'", "Write for example schedule=decay:0.95; factors lie above 0 and up to 1.");
}
