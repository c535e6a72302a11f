using Occam.Numerics.Errors;
using Occam.Training.Schedules;

namespace Occam.Training.Tests.Schedules;

/// <summary>Factors against values computed by hand, and the cosine against mpmath with 40 digits.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000_000_000)]
    public void Constant_is_1(long step) => Assert.Equal(1, Parse("constant").Factor(step));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 0.5)]
    [InlineData(7, 0.5)]
    [InlineData(8, 0.25)]
    [InlineData(40, 1.0 / 1024)]
    public void Decay_multiplies_once_an_epoch(long step, double factor) => Assert.Equal(factor, Parse("decay:0.5").Factor(step));

    [Fact]
    public void Decay_of_5_percent_adds_up_to_20_epochs()
    {
        // Zhang et al. 2017: Σ 0.95^e = 1/(1 − 0.95). After 1000 epochs what is left out is 20·0.95^1000 = 1e-21.
        ISchedule schedule = Parse("decay:0.95");
        double sum = 0;
        for (long step = 0; step < 4000; step++) sum += schedule.Factor(step);
        Assert.Equal(4 * 20, sum, 1e-10);
    }

    [Theory]
    [InlineData(119, 1)]
    [InlineData(120, 0.1)]
    [InlineData(239, 0.1)]
    [InlineData(240, 0.01)]
    [InlineData(360, 0.001)]
    public void Steps_multiply_once_in_so_many_epochs(long step, double factor) => Assert.Equal(factor, Parse("step:30:0.1").Factor(step), 1e-16);

    // from mpmath import mp, mpf, cos, pi; mp.dps = 40; float((1 + cos(pi * mpf(step) / total)) / 2)
    [Theory]
    [InlineData(10, 0, 1)]
    [InlineData(10, 1, 0.9755282581475768)]
    [InlineData(10, 2, 0.9045084971874737)]
    [InlineData(10, 3, 0.7938926261462366)]
    [InlineData(10, 4, 0.6545084971874737)]
    [InlineData(10, 5, 0.5)]
    [InlineData(10, 6, 0.3454915028125263)]
    [InlineData(10, 9, 0.024471741852423214)]
    [InlineData(10, 10, 0)]
    [InlineData(10, 11, 0)]
    [InlineData(7000, 1, 0.9999999496448764)]
    [InlineData(7000, 999, 0.9505817518629226)]
    [InlineData(7000, 1750, 0.8535533905932737)]
    [InlineData(7000, 2333, 0.7500647757509741)]
    [InlineData(7000, 5000, 0.18825509907063323)]
    [InlineData(7000, 6999, 5.0355123650141025e-08)]
    public void Cosine_goes_from_1_to_0(long total, long step, double factor) =>
        Assert.Equal(factor, ScheduleFactory.Parse("cosine", 4, total, 0).Factor(step), 1e-15);

    [Fact]
    public void Cosine_agrees_with_the_library_everywhere()
    {
        for (int i = 0; i <= 10_000; i++) Assert.Equal(Math.Cos(Math.PI * i / 10_000), CosinePi.Of(i / 10_000.0), 1e-15);
    }

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(1, 0.4)]
    [InlineData(3, 0.8)]
    [InlineData(4, 0.5)]
    [InlineData(5, 0.5)]
    [InlineData(8, 0.25)]
    public void Warm_up_multiplies_the_schedule_behind_it(long step, double factor) =>
        Assert.Equal(factor, ScheduleFactory.Parse("decay:0.5", 4, 100, warmUp: 5).Factor(step), 1e-16);

    [Fact]
    public void Warm_up_rises_by_equal_parts_and_ends()
    {
        ISchedule schedule = ScheduleFactory.Parse("constant", 4, 100, warmUp: 8);
        Assert.Equal([0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 1, 1], Enumerable.Range(0, 10).Select(step => schedule.Factor(step)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Constant")]
    [InlineData("constant:1")]
    [InlineData("cosine:3")]
    [InlineData("linear")]
    [InlineData("decay")]
    [InlineData("decay:")]
    [InlineData("decay:x")]
    [InlineData("decay:0")]
    [InlineData("decay:-0.5")]
    [InlineData("decay:1.01")]
    [InlineData("decay:NaN")]
    [InlineData("decay:0,5")]
    [InlineData("decay:0.5:2")]
    [InlineData("step:30")]
    [InlineData("step:0:0.1")]
    [InlineData("step:-1:0.1")]
    [InlineData("step:1.5:0.1")]
    [InlineData("step:99999999999:0.1")]
    [InlineData("step:30:2")]
    public void Other_texts_are_faults_that_show_what_to_write(string text)
    {
        InputException fault = Assert.Throws<InputException>(() => Parse(text));
        Assert.Equal(
            $"schedule: expected constant, step:EPOCHS:FACTOR, decay:FACTOR (each epoch) or cosine, got '{text}'. "
            + "Write for example schedule=decay:0.95; factors lie above 0 and up to 1.", fault.Message);
    }

    private static ISchedule Parse(string text) => ScheduleFactory.Parse(text, 4, 100, 0);
}
