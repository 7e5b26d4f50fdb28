namespace PromLauncher.Config.Document;

/// <summary>
/// What a walk that follows every alias would visit: the number of nodes, how many of them through aliases, and the depth. Computed without walking.
/// </summary>
internal readonly record struct Weight(long Nodes, long ThroughAliases, int Depth)
{
    /// <summary>The weight of this collection with a child added.</summary>
    public Weight Holding(Weight child) =>
        new(Nodes + child.Nodes, ThroughAliases + child.ThroughAliases, Math.Max(Depth, child.Depth + 1));

    /// <summary>The weight of an alias to this node.</summary>
    public Weight ThroughAlias() => new(Nodes, Nodes, Depth);

    /// <summary>Capped at twice the limits, so that sums can't overflow.</summary>
    public Weight Saturated(DocumentLimits limits) =>
        new(Math.Min(Nodes, limits.VisitedNodes * 2L), Math.Min(ThroughAliases, limits.VisitedNodes * 2L), Math.Min(Depth, limits.Depth * 2));

    /// <summary>
    /// go-yaml's own measure (decode.go, <c>allowedAliasRatio</c>: 99 % of up to 400,000 nodes may come from aliases, falling to 10 % at
    /// 4,000,000), so that whatever Prometheus reads is read here too.
    /// </summary>
    public bool IsExcessive(DocumentLimits limits)
    {
        if (ThroughAliases <= 1000 || Nodes <= 100) return false;
        const long Low = 400_000;
        const long High = 4_000_000;
        var allowed = Nodes <= Low ? 0.99 : Nodes >= High ? 0.10 : 0.99 - 0.89 * ((double)(Nodes - Low) / (High - Low));
        return Nodes > limits.VisitedNodes || (double)ThroughAliases / Nodes > allowed;
    }
}
