using System.Text;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Secrets to be looked for: each holds a word that is in nothing else, beside what quoting and URLs change.</summary>
internal static class Plants
{
    public const string Mark = "Qzplant";

    /// <summary>Variables of the environment.</summary>
    public static readonly (string, string?)[] Environment =
    [
        ("W_ENV", $"{Mark}env \"q'\\ %z/#é"), ("W_SLASH", $"{Mark}1/{Mark}2#x"), ("W_URL", $"https://u:{Mark}@127.0.0.1:1/x?{Mark}={Mark}"), ("W_BAD_URL", $"https://u:{Mark}/{Mark}@h/x"), ("STAGE", "prod"),
        ("W_DURATION", $"1h{Mark}"), ("W_REGEX", $"({Mark}"),
    ];

    /// <summary>Options that give values.</summary>
    public static string[] Options(string folder)
    {
        var file = Path.Combine(folder, "values.env");
        File.WriteAllText(file, $"W_FILE={Mark}file$1\n");
        return ["--env-file", file, "--set", $"W_SET={Mark}set:1"];
    }

    /// <summary>A configuration that Prometheus takes, with a secret wherever one may stand.</summary>
    public const string Sound = $$"""
        # password: {{Mark}}comment
        global:
          external_labels: {stage: '${STAGE}'}
        remote_write:
        - url: https://user:${W_FILE}@127.0.0.1:1/write?sig=${W_SET}
          headers: {X-Auth: '${W_SET}', X-Other: {{Mark}}header}
        - url: ${W_URL}
          basic_auth: {username: u, password: "${W_ENV}"}
        - url: https://u:{{Mark}}literal@127.0.0.1:1/x?{{Mark}}={{Mark}}
          oauth2: {client_id: c, client_secret: '${secretsmanager:w#key}', token_url: 'https://127.0.0.1:1/t?{{Mark}}=1'}
        - url: https://127.0.0.1:1/workspaces/ws-1/api/v1/remote_write
          sigv4: {access_key: AKIDEXAMPLE, secret_key: '${W_SLASH}'}
        scrape_configs:
        - job_name: a
          params: {token: ['${W_FILE}', {{Mark}}param]}
          proxy_url: http://u:${W_SET}@127.0.0.1:1
          authorization:
            credentials: |-
              ${ssm:/w/token}
          static_configs: [{targets: ['127.0.0.1:1']}]
        - job_name: b
          basic_auth:
            username: u
            password: "{{Mark}}literal # 1"
          static_configs: [{targets: ['127.0.0.1:1']}]
        ---
        password: {{Mark}}second
        """;

    /// <summary>Configurations that are refused, each for a reason that invites to print the value.</summary>
    public static readonly string[] Faulty =
    [
        "global: {scrape_interval: '${W_DURATION}'}\n",
        "global: {scrape_interval: '${W_ENV}', evaluation_interval: '${ssm:/w/token}'}\n",
        "scrape_configs: [{job_name: a, sample_limit: '${W_FILE}', basic_auth: {username: a, passwort: '${W_SET}'}}]\n",
        "scrape_configs: [{job_name: a, '${W_SET}': 1}]\n",
        "global: {external_labels: {'${W_SLASH}': x}}\n",
        "remote_write: [{url: '${W_BAD_URL}'}]\n",
        "remote_write: [{url: 'https://u:${W_SLASH}@h/'}]\n",
        $"remote_write: [{{url: 'https://u:{Mark}/{Mark}@h/'}}]\n",
        "scrape_configs: [{job_name: '${W_SET}'}, {job_name: '${W_SET}', relabel_configs: [{regex: '${W_REGEX}', action: '${W_SET}'}]}]\n",
        $"scrape_configs:\n- job_name: a\n  basic_auth: {{username: a, password: \"{Mark}\n",
        $"scrape_configs:\n- job_name: a\n  bearer_token: {Mark}\n  {{x\n",
        $"scrape_configs:\n- job_name: a\n  params:\n    token:\n    - {Mark}\n   - x: 1\n",
        "scrape_configs: [{job_name: a, bearer_token: '${UNSET}', basic_auth: {password: '${secretsmanager:plain#key}'}}]\n",
        $"scrape_configs: [{{job_name: a, bearer_token: '${{vault:x:-{Mark}}}'}}]\n",
        "scrape_configs: [{job_name: a, scheme: '${W_SET}', tls_config: {min_version: '${W_SET}'}, static_configs: [{targets: ['${W_URL}', 'a/b']}]}]\n",
        "scrape_configs: [{job_name: a, ec2_sd_configs: [{region: '${W_SET}', filters: '${W_FILE}'}], dns_sd_configs: [{names: [x], type: '${W_SET}'}]}]\n",
        "rule_files: ['[${W_SET}']\nscrape_config_files: ['[${W_SET}']\n",
    ];

    /// <summary>No part of a secret is in it: not as it is, nor in base64, nor in hexadecimal digits.</summary>
    public static void AreNotIn(string text, string told)
    {
        foreach (var form in Forms)
        {
            var at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, $"{told} shows a secret: …{text[Math.Max(0, at - 300)..Math.Min(text.Length, Math.Max(0, at) + 100)]}…");
        }
    }

    // Base64 of a text depends on where it stands among three bytes; six characters of each are its own.
    private static readonly string[] Forms =
    [
        Mark, Convert.ToHexString(Encoding.ASCII.GetBytes(Mark)),
        .. new (int Offset, int Start)[] { (0, 0), (1, 2), (2, 3) }.Select(static at => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', at.Offset) + Mark + "xxxx"))[at.Start..(at.Start + 6)]),
    ];
}
