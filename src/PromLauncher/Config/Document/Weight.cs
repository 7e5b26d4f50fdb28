namespace PromLauncher.Config.Document;

/// <summary>
/// How many nodes a walk meets that follows every alias, how many of them behind aliases, and how deep it goes. Known without walking.
/// </summary>
internal readonly record struct Weight(long Nodes, long ThroughAliases, int Depth)
{
    /// <summary>The weight of a collection with this, too, in it.</summary>
    public Weight Holding(Weight child) =>
        new(Nodes + child.Nodes, ThroughAliases + child.ThroughAliases, Math.Max(Depth, child.Depth + 1));

    /// <summary>The weight of an alias to it.</summary>
    public Weight ThroughAlias() => new(Nodes, Nodes, Depth);

    /// <summary>Beyond the limits every weight is the same.</summary>
    public Weight Saturated(DocumentLimits limits) =>
        new(Math.Min(Nodes, limits.VisitedNodes * 2L), Math.Min(ThroughAliases, limits.VisitedNodes * 2L), Math.Min(Depth, limits.Depth * 2));

    /// <summary>
    /// go-yaml's own measure (decode.go, <c>allowedAliasRatio</c>: 99 % of up to 400,000 nodes may come from aliases, falling to 10 % at
    /// 4,000,000), so that what Prometheus reads is read here.
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
