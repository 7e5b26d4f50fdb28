using System.Text.Json;

namespace PromLauncher.LocalAws.Identity;

/// <summary>
/// An IAM policy document: what it allows and denies, by action, resource and simple conditions. An explicit deny wins, and the default is deny
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
/// </summary>
public sealed class Policy
{
    private readonly List<Statement> _statements = [];

    private Policy()
    {
    }

    /// <summary>Allows everything.</summary>
    public static Policy AllowAll { get; } = Parse("""{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");

    /// <summary>Parses a policy document.</summary>
    /// <exception cref="FormatException">It has an element that is not enforced here; ignoring it would make a test meaningless.</exception>
    public static Policy Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Parse(document.RootElement);
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static Policy Parse(JsonElement document)
    {
        var policy = new Policy();
        var statements = document.GetProperty("Statement");
        foreach (var statement in statements.ValueKind == JsonValueKind.Array ? [.. statements.EnumerateArray()] : (List<JsonElement>)[statements])
            policy._statements.Add(Statement.Parse(statement));
        return policy;
    }

    /// <summary>Several policies of one role.</summary>
    public static Policy Combine(IEnumerable<Policy> policies)
    {
        var all = new Policy();
        foreach (var policy in policies) all._statements.AddRange(policy._statements);
        return all;
    }

    /// <summary>True when the call is allowed.</summary>
    /// <param name="action">Such as <c>s3:GetObject</c>.</param>
    /// <param name="resource">An ARN, or <c>*</c> for actions without resources.</param>
    /// <param name="context">Condition keys of the call, such as <c>ecs:cluster</c>.</param>
    public bool Allows(string action, string resource, IReadOnlyDictionary<string, string> context)
    {
        var allowed = false;
        foreach (var statement in _statements)
        {
            if (!statement.Matches(action, resource, context)) continue;
            if (!statement.IsAllow) return false;
            allowed = true;
        }

        return allowed;
    }

    private sealed record Statement(bool IsAllow, List<string> Actions, bool ActionsExcept, List<string> Resources, List<Condition> Conditions)
    {
        private static readonly HashSet<string> Known = ["Sid", "Effect", "Action", "NotAction", "Resource", "Condition"];

        public static Statement Parse(JsonElement json)
        {
            foreach (var member in json.EnumerateObject())
            {
                if (!Known.Contains(member.Name)) throw new FormatException($"policy element '{member.Name}' is not enforced here");
            }

            var except = json.TryGetProperty("NotAction", out var actions);
            if (!except) actions = json.GetProperty("Action");
            return new Statement(
                json.GetProperty("Effect").GetString() == "Allow", Texts(actions), except, Texts(json.GetProperty("Resource")),
                json.TryGetProperty("Condition", out var conditions) ? [.. conditions.EnumerateObject().SelectMany(Condition.Parse)] : []);
        }

        public bool Matches(string action, string resource, IReadOnlyDictionary<string, string> context) =>
            Actions.Exists(pattern => Wildcard.IsMatch(pattern, action, ignoreCase: true)) != ActionsExcept
            && Resources.Exists(pattern => Wildcard.IsMatch(pattern, resource))
            && Conditions.TrueForAll(condition => condition.Holds(context));
    }

    private sealed record Condition(string Operator, string Key, List<string> Values)
    {
        public static IEnumerable<Condition> Parse(JsonProperty one)
        {
            if (one.Name is not ("StringEquals" or "StringLike" or "ArnEquals" or "ArnLike"))
                throw new FormatException($"condition operator '{one.Name}' is not enforced here");
            return one.Value.EnumerateObject().Select(key => new Condition(one.Name, key.Name, Texts(key.Value)));
        }

        public bool Holds(IReadOnlyDictionary<string, string> context) =>
            context.TryGetValue(Key, out var value)
            && Values.Exists(wanted => Operator == "StringEquals" ? wanted == value : Wildcard.IsMatch(wanted, value));
    }

    private static List<string> Texts(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(static item => item.GetString()!)]
        : [element.GetString()!];
}

/// <summary>IAM's patterns: <c>*</c> for any string, <c>?</c> for any single character.</summary>
internal static class Wildcard
{
    public static bool IsMatch(string pattern, string text, bool ignoreCase = false) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text, ignoreCase);
}
