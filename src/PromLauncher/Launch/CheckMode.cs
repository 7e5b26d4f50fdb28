namespace PromLauncher.Launch;

/// <summary>Which checker validates a configuration.</summary>
public enum CheckMode
{
    /// <summary>The built-in rules; if they find an error, promtool of the same release decides, when there is one.</summary>
    Auto,

    /// <summary>The built-in rules alone.</summary>
    Builtin,

    /// <summary><c>promtool check config</c> alone.</summary>
    Promtool,

    /// <summary>Both.</summary>
    Both,

    /// <summary>No check.</summary>
    None,
}
