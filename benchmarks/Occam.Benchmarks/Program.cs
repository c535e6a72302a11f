using BenchmarkDotNet.Running;
using Occam.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GemmBenchmarks).Assembly).Run(args);
