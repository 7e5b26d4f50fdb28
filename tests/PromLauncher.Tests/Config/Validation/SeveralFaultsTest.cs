using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Every fault of a configuration is told at once, and nothing that only follows from another.</summary>
public sealed class SeveralFaultsTest
{
    public static TheoryData<string, string> Configurations => new()
    {
        // What isn't there because its name is misspelt, or belongs to another release, is not missing.
        { "scrape_configs:\n- job_nme: a\n  static_config: [{targets: [a]}]\n", "2:3 unknown-field, 3:3 unknown-field" },
        { "scrape_configs:\n- job_name: a\n  kubernetes_sd_configs: [{rol: pod, tls_config: {insecure_skip_verify: true}, api_servr: 'http://a'}]\n", "3:28 unknown-field, 3:80 unknown-field" },
        { "remote_write:\n- urll: http://a.internal\n  basic_auth: {usernam: a, password_file: b}\n  oauth2: {client_idd: a, client_secret_file: b, token_urll: c}\n", "2:3 unknown-field, 3:16 unknown-field, 4:3 exclusive-fields, 4:12 unknown-field, 4:50 unknown-field" },
        { "scrape_configs:\n- <<: 5\n", "2:7 invalid-merge" },
        { "scrape_configs:\n- [a]: b\n", "2:3 wrong-type" },

        // A key of another name stands for none.
        { "scrape_configs:\n- quux: a\n  static_configs: [{targets: [a]}]\n", "2:3 unknown-field, 2:3 required-field" },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Of_a_configuration(string text, string expected)
    {
        var found = Validator.Validate(YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text)), new() { Version = PrometheusVersion.NewestKnown });
        Assert.Equal(expected, string.Join(", ", found.Select(static finding => $"{finding.Span.Line}:{finding.Span.Column} {finding.Id}")));
    }
}
