using System.Numerics;
using System.Text.Json.Nodes;
using Occam.Experiments.Models;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>Measures a model on examples, in the precision of the model.</summary>
internal sealed class Measurement<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MeasureRequest _request;
    private readonly Workers _workers;
    private readonly LoadedModel<T> _model;
    private readonly MeasuredData _examples;
    private readonly MeasureParts _parts;
    private readonly MemoryPlan _memory;
    private readonly MeasureWork _kernelWork;
    private readonly ILoss<T> _loss;
    private readonly MeasureDocument _document;
    private readonly CancellationToken _cancellation;
    private readonly CurvaturePlan _curvature;
    private readonly MeasureWork _curvatureWork;
    private readonly PointPlan _points;
    private readonly MeasureWork _pointWork;

    public Measurement(LoadedModel<T> model, MeasureRequest request, Workers workers, IMeasureProgress? progress, CancellationToken cancellation)
    {
        (_request, _workers, _document) = (request, workers, new MeasureDocument(request.Keys));
        _model = model;
        _examples = MeasuredData.Load(request, _model);
        _parts = new MeasureParts(_examples.Data, request.BatchSize ?? BatchSizes.Default(_examples.Data.Count), _model.Network.ParameterCount, request);
        _memory = MemoryPlan.For(_model.Network, _parts, request.Memory - _parts.SignalBytes);
        _loss = new WatchedLoss<T>(_model.Loss<T>(request.Loss), new MeasureWork("measuring", progress, _parts.Cost, _memory.SweepBytes, cancellation));
        _curvature = CurvaturePlan.For(_model, _examples.Data, request);
        _curvatureWork = new MeasureWork("curvature", progress, _curvature.Products, _curvature.Bytes, cancellation);
        _points = PointPlan.For(_model, _examples.Data, request);
        _pointWork = new MeasureWork("sharpness and norms", progress, _points.Passes, _points.Bytes, cancellation);
        _cancellation = cancellation;
        _kernelWork = new MeasureWork("tangent kernel", progress, (double)_parts.Count * _model.Network.Output.Size, _memory.KernelBytes, cancellation);
    }

    /// <summary>The document.</summary>
    public JsonObject Measure()
    {
        _document.Put(MeasureKeys.Parameters, _model.Network.ParameterCount);
        _document.Put(MeasureKeys.Examples, _parts.Count);
        _document.Put(MeasureKeys.Batch, _parts.Batch);
        Observe(out JsonArray classes);
        if (_parts.Blocks)
        {
            using NetworkPasses<T> passes = new(_model.Network, _workers, _parts.Batch);
            _document.Add(MinibatchGradients.Measure(passes, _loss, _examples.Data, _parts.Batch, _request.Memory, _model.Theta, _model.State));
        }

        IReadOnlyList<string> curvatureNotes = CurvatureMeasurement.Measure(_model, _examples.Data, _request, _curvature, _workers, _curvatureWork, _document, _cancellation);
        IReadOnlyList<string> pointNotes = PointMeasurement.Measure(_model, _examples.Data, _request, _points, _workers, _pointWork, _document, _cancellation);
        KernelMeasurement.Measure(_model, _examples, _parts, _memory, _request, _workers, _kernelWork, _document);
        _document.Put(MeasureKeys.Classes, classes);
        _document.Root["notes"] = new JsonArray([.. Notes().Concat(curvatureNotes).Concat(pointNotes).Select(n => (JsonNode)n)]);
        return _document.Root;
    }

    private void Observe(out JsonArray classes)
    {
        classes = [];
        if (_parts.Whole is null && _parts.Classes.Count == 0) return;
        using NetworkPasses<T> passes = new(_model.Network, _workers, _memory.Chunk);
        if (_parts.Whole is { } plan)
        {
            IReadOnlyList<Metric> metrics = new Observer<T>(passes, _loss, _examples.Data, plan, _request.Memory).Observe(_model.Theta, _model.State);
            DemandFinite(metrics, passes);
            _document.Add(metrics);
            _document.Layers(metrics);
            if (!_parts.SignalFits) _document.MissSignal(_request.Memory);
            if (_parts.NormsMeasure is { } norms) _document.PutExamples(MeasureKeys.Norms, norms.Values);
            if (_parts.Scores is { } scores)
            {
                _document.PutExamples(MeasureKeys.OutputErrors, scores.OutputErrors);
                _document.PutExamples(MeasureKeys.Alignments, scores.Alignments);
            }
        }

        classes = ClassMeasurement.Measure(
            _examples.Data, _parts.Classes, part => new Observer<T>(passes, _loss, part, ClassMeasurement.Plan()).Observe(_model.Theta, _model.State));
    }

    private void DemandFinite(IReadOnlyList<Metric> metrics, NetworkPasses<T> passes)
    {
        double loss = metrics.First(m => m.Name == MeanLoss.Loss).Value;
        if (double.IsFinite(loss)) return;
        string where = passes.FirstNonFinite() is { } node ? $", first at '{node.Name}'" : "";
        throw new NumericalException($"Measuring '{_request.Model}'", "a finite loss", $"{loss}{where}", "Check that the examples are scaled as they were in training.");
    }

    private IEnumerable<string> Notes()
    {
        foreach (string note in _model.Notes.Concat(_examples.Notes)) yield return note;
        if (_request.Loss is null && _model.Training is { LabelSmoothing: > 0 and var smoothing })
            yield return $"The loss is the checkpoint's cross-entropy with label smoothing {smoothing.ToString(System.Globalization.CultureInfo.InvariantCulture)}; --loss cross-entropy leaves it out.";
    }
}
