namespace Occam.Training.Checkpoints;

/// <summary>Numbers that travel with a training but are not part of it, for example what a watcher remembers.</summary>
/// <param name="Name">The name; in the file it has "occam.note." before it.</param>
/// <param name="Values">The numbers.</param>
public sealed record CheckpointNote(string Name, double[] Values);
