namespace Occam.Experiments.Judging;

/// <summary>A file that a run leaves in <c>models/</c> beside its findings.</summary>
/// <param name="Name">Its name in that folder: lower-case letters, digits, '-', '_' and '.'.</param>
/// <param name="Write">Writes it to a path, atomically; what it writes follows from the record alone.</param>
public sealed record ModelFile(string Name, Action<string> Write);
