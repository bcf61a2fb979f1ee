namespace VerifyTests;

/// <summary>Where a scrubber is put among those added before it.</summary>
public enum ScrubberLocation { First, Last }
