namespace PromLauncher.Config.Placeholders;

/// <summary>"Did you mean": the known name that is a typo away from the given one.</summary>
internal static class NearestName
{
    /// <summary>One typo turns a shorter name into almost any other.</summary>
    private const int Shortest = 3;

    /// <summary>The nearest of the known names, when it is near enough to have been intended.</summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        if (name.Length < Shortest) return null;
        var least = name.Length switch { <= 5 => 1, <= 7 => 2, _ => 3 } + 1;
        foreach (var other in known)
        {
            if (Math.Abs(other.Length - name.Length) >= least || other == name) continue;
            var distance = EditDistance.Between(name, other);
            if (distance < least) (nearest, least) = (other, distance);
        }

        return nearest;
    }
}
