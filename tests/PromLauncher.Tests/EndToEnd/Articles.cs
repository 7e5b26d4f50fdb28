namespace PromLauncher.Tests.EndToEnd;

/// <summary>What the articles about the older images print, with only the <c>&lt;…&gt;</c> filled in: the statements of their policies, and the configuration.</summary>
internal static class Articles
{
    public const string Bucket = """{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::conf", "arn:aws:s3:::conf/*"]}""";

    public const string Definitions = """{"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:DescribeTaskDefinition"], "Resource": "*"}""";

    public const string RemoteWrite = """{"Effect": "Allow", "Action": "aps:RemoteWrite", "Resource": "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"}""";

    /// <summary>Of the article that writes to Apica Ascent.</summary>
    public const string Scan =
        """{"Effect": "Allow", "Action": ["ecs:ListClusters", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition", "ecs:DescribeContainerInstances"], "Resource": "*"}""";

    public static string Cluster(string name) =>
        $$"""{"Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*"], "Resource": ["arn:aws:ecs:eu-west-1:123456789012:cluster/{{name}}", "arn:aws:ecs:eu-west-1:123456789012:task/{{name}}/*"]}""";

    public static string Policy(params string[] statements) => $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(", ", statements)}}]}""";

    /// <summary>The configuration.</summary>
    /// <param name="receiver">The URL that samples are written to.</param>
    /// <param name="region">The region that is signed for, or null: nothing is signed.</param>
    public static string Configuration(string receiver, string? region = null) => $"""
        global:
          evaluation_interval: 1m
          scrape_interval: 30s
          scrape_timeout: 10s
        scrape_configs:
          - job_name: ecs
            file_sd_configs:
              - files:
                  - /output/ecs_file_sd.yml
                refresh_interval: 1m
        remote_write:
          - url: {receiver}

        """ + (region is null ? "" : $"    sigv4:\n      region: {region}\n");
}
