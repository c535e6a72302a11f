using System.Diagnostics;
using System.Globalization;
using Occam.Experiments.Running;
using Occam.Experiments.Trials;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Occam.Cli.Live;

/// <summary>A run on the terminal: a bar with the time left, and the last observation, for every training.</summary>
internal sealed class LiveView : IRunProgress
{
    private const int WideEnough = 110, LongBar = 20, ShortBar = 10;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(125);
    private readonly List<SeriesState> _series;
    private readonly LiveDisplayContext _display;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeLeft _left = new();
    private TimeSpan _drawn, _phaseBegan;
    private string _phase = "";

    private LiveView(PreparedRun prepared, LiveDisplayContext display)
    {
        _series = [.. prepared.Trials.Select(t => new SeriesState(t.Series, t.Settings.Steps, prepared.Laboratory.FitAccuracy))];
        _display = display;
    }

    /// <summary>Runs <paramref name="work"/> with a view of it.</summary>
    public static TResult Show<TResult>(PreparedRun prepared, Func<IRunProgress, TResult> work) =>
        AnsiConsole.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Ellipsis).Start(display =>
        {
            LiveView view = new(prepared, display);
            TResult result = work(view);
            view.Phase("");
            return result;
        });

    /// <inheritdoc/>
    public void Phase(string description)
    {
        (_phase, _phaseBegan) = (description, _clock.Elapsed);
        Draw(force: true);
    }

    /// <inheritdoc/>
    public void Stepped(string series, long step, long steps)
    {
        Find(series).Step = step;
        _left.Stepped(_clock.Elapsed);
        Draw(force: false);
    }

    /// <inheritdoc/>
    public void Computed(string computation, long done, long of)
    {
        _phase = WorkLeft.Describe(computation, done, of, _clock.Elapsed - _phaseBegan);
        Draw(force: false);
    }

    /// <inheritdoc/>
    public void Observed(string series, long step, IReadOnlyDictionary<string, double> values)
    {
        SeriesState state = Find(series);
        state.Step = step;
        state.Observe(values, MetricNames.MCoherence);
        _phase = "training";
        _left.Observed(_clock.Elapsed);
        Draw(force: false);
    }

    /// <inheritdoc/>
    public void Ended(string series, long step)
    {
        Find(series).Ended = true;
        Draw(force: true);
    }

    private SeriesState Find(string series) => _series.First(s => s.Name == series);

    private void Draw(bool force)
    {
        if (!force && _clock.Elapsed - _drawn < Refresh) return;
        _drawn = _clock.Elapsed;
        _display.UpdateTarget(View());
        _display.Refresh();
    }

    private Rows View()
    {
        bool wide = AnsiConsole.Profile.Width >= WideEnough;
        Table table = new Table().RoundedBorder().Expand()
            .AddColumn("labels").AddColumn("progress").AddColumn(new TableColumn("loss").RightAligned())
            .AddColumn(new TableColumn("training").RightAligned()).AddColumn(new TableColumn("test").RightAligned())
            .AddColumn(new TableColumn("m-coherence").RightAligned());
        if (wide) table.AddColumn("over time");
        foreach (SeriesState state in _series)
        {
            List<IRenderable> cells =
            [
                new Markup($"[bold]{Markup.Escape(state.Name)}[/]"), new Markup(Bars.Progress(state, wide ? LongBar : ShortBar)), new Markup(Number(state.Value(MetricNames.TrainLoss), "0.000")),
                new Markup(Percent(state.Value(MetricNames.TrainAccuracy))), new Markup(Percent(state.Value(MetricNames.TestAccuracy))),
                new Markup($"{Number(state.Value(MetricNames.MCoherence), "0.0")} ± {Number(state.Value(MetricNames.MCoherenceError), "0.0")}"),
            ];
            if (wide) cells.Add(new Text(Bars.Sparkline(state.Coherence)));
            table.AddRow(cells);
        }

        return _phase.Length == 0 ? new Rows(table) : new Rows(table, new Markup($"[grey]{Markup.Escape(_phase)}{_left.Describe(_series)}. Ctrl-C saves and stops.[/]"));
    }

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Percent(double value) => double.IsNaN(value) ? "–" : $"{Number(100 * value, "0.0")} %";
}
