using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Ecs;

/// <content>Tasks and their definitions.</content>
public sealed partial class EcsApi
{
    private const int MostIds = 100;

    private async Task<JsonObject> ListTasksAsync(AwsRequest request, JsonObject input)
    {
        var arn = ClusterArn(request, input);
        var instance = input.Text("containerInstance");
        // IAM has no resource for all tasks of a cluster, only for a container instance.
        await request.AuthorizeAsync("ecs:ListTasks", instance is null ? "*" : Arns(request, "container-instance", arn, [instance])[0], InCluster(arn));
        Rate(request, "resource-read", 100, 20);
        var cluster = Cluster(request, input);
        var desired = input.Text("desiredStatus") ?? "RUNNING";
        var (family, service, launch, startedBy) = (input.Text("family"), input.Text("serviceName"), input.Text("launchType"), input.Text("startedBy"));
        if (service is not null && cluster.Service(service) is null) throw new AwsException(400, "ServiceNotFoundException", "Service not found.");
        return ListPage("taskArns", input, (after, most) => [.. cluster.TasksAfter(after, Fits, most).Select(static task => (task.Sequence, task.Arn))]);

        bool Fits(EcsTask task) =>
            task.DesiredStatus == desired && (family is null || task.Definition.Family == family) && (service is null || task.Group == $"service:{LastPart(service)}")
            && (launch is null || task.LaunchType == launch) && (startedBy is null || task.Start.StartedBy == startedBy)
            && (instance is null || task.Instance?.Id == LastPart(instance));
    }

    private async Task<JsonObject> DescribeTasksAsync(AwsRequest request, JsonObject input)
    {
        var ids = Ids(input, "tasks", "Tasks", MostIds);
        var arn = ClusterArn(request, input);
        var arns = Arns(request, "task", arn, ids);
        await request.AuthorizeAsync("ecs:DescribeTasks", arns, InCluster(arn));
        Rate(request, "resource-read", 100, 20);
        var cluster = Cluster(request, input);
        foreach (var id in ids)
        {
            if (id.StartsWith("arn:", StringComparison.Ordinal) && !id.Contains($":task/{cluster.Name}/", StringComparison.Ordinal))
                throw Invalid($"Invalid identifier: Identifier is for {id.Split('/').ElementAtOrDefault(1)}. Your cluster is {cluster.Name}");
        }

        var withTags = input.Texts("include").Contains("TAGS");
        var (found, failures) = (new JsonArray(), new JsonArray());
        for (var i = 0; i < ids.Count; i++)
        {
            if (cluster.Task(ids[i]) is { } task) found.Add(EcsJson.Task(task, withTags));
            else failures.Add(Missing(arns[i]));
        }

        return new JsonObject { ["tasks"] = found, ["failures"] = failures };
    }

    private async Task<JsonObject> DescribeTaskDefinitionAsync(AwsRequest request, JsonObject input)
    {
        var asked = input.Text("taskDefinition") is { Length: > 0 } text ? text : throw Invalid("taskDefinition can not be blank.");
        await request.AuthorizeAsync("ecs:DescribeTaskDefinition", "*");
        Rate(request, "task-definition-read", 50, 20);
        var prefix = $"arn:aws:ecs:{request.Region}:{request.Account}:task-definition/";
        var arn = asked.StartsWith("arn:", StringComparison.Ordinal) ? asked : prefix + asked;
        if (!arn[(arn.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal))
        {
            // A family without a revision means its newest one.
            arn = _definitions.Where(known => known.Key.StartsWith(arn + ":", StringComparison.Ordinal)).MaxBy(static known => known.Value.Revision).Key ?? arn;
        }

        if (!arn.StartsWith(prefix, StringComparison.Ordinal) || !_definitions.TryGetValue(arn, out var definition))
            throw new AwsException(400, "ClientException", "Unable to describe task definition.");
        var answer = new JsonObject { ["taskDefinition"] = EcsJson.Definition(definition, arn, Time.GetUtcNow()) };
        if (input.Texts("include").Contains("TAGS")) answer["tags"] = EcsJson.Tags(definition.Tags);
        return answer;
    }

    private static List<string> Ids(JsonObject input, string member, string name, int most)
    {
        var ids = input.Texts(member);
        if (ids.Count == 0) throw Invalid($"{name} cannot be empty.");
        return ids.Count <= most ? ids : throw Invalid($"{name} cannot have more than {most} elements.");
    }

    /// <summary>One page of a listing; its opaque token holds the position at which to continue.</summary>
    /// <param name="member">The member of the response.</param>
    /// <param name="input">The request.</param>
    /// <param name="behind">Gets the items after a position, up to a maximum number.</param>
    private JsonObject ListPage(string member, JsonObject input, Func<long, int, List<(long Place, string Arn)>> behind)
    {
        var wanted = input.Number("maxResults") ?? 100;
        if (wanted is < 1 or > 100) throw Invalid("maxResults must be between 1 and 100.");
        var (after, wasEmpty) = input.Text("nextToken") is { } token ? Read(token) : (0, false);
        if (HasEmptyPages && !wasEmpty) return new JsonObject { [member] = new JsonArray(), ["nextToken"] = Write(after, true) };
        var size = (int)Math.Min(wanted, PageSize);
        var items = behind(after, size + 1);
        var answer = new JsonObject { [member] = JsonInput.ToArray(items.Take(size).Select(static item => item.Arn)) };
        if (items.Count > size) answer["nextToken"] = Write(items[size - 1].Place, false);
        return answer;

        static string Write(long place, bool isEmpty) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(isEmpty ? "e" : "p")}:{place}")));

        static (long Place, bool WasEmpty) Read(string token)
        {
            var text = new byte[token.Length];
            if (Convert.TryFromBase64String(token, text, out var length) && Encoding.UTF8.GetString(text, 0, length).Split(':') is ["e" or "p", var place] parts
                && long.TryParse(place, CultureInfo.InvariantCulture, out var number))
                return (number, parts[0] == "e");
            throw Invalid("Invalid token.");
        }
    }
}
