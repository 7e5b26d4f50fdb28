using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config.Strict;

/// <summary>The small strict formats: every fault of a file is told at once, and nothing that only follows from another.</summary>
public sealed class SeveralFaultsTest
{
    public static TheoryData<string, string> RuleFiles => new()
    {
        // A fault in one field hides none of the others.
        { "groups:\n- name: a\n  foo: 1\n  interval: x\n  rules:\n  - record: r\n    expr: up\n    fro: 5m\n    labels: {1: [a]}\n  - alert: A\n    expr: up\n    for: x\n", "3:3 unknown-field, 4:13 invalid-duration, 8:5 unknown-field, 9:17 wrong-type, 12:10 invalid-duration" },
        { "groups:\n- name: a\n  name: b\n  rules:\n  - alert: A\n    alert: B\n    expr: up\n    for: x\n", "3:3 duplicate-key, 6:5 duplicate-key, 8:10 invalid-duration" },
        { "group: []\ngroups:\n- name: ''\n", "1:1 unknown-field, 3:9 required-field" },
        { "groups:\n- name: a\n  rules:\n  - {alert: A, expr: up, labels: {__name__: b, a: 1, a: 2}, annotations: {a: [], b: '{{', c: '{{'}}\n", "4:35 invalid-label-name, 4:54 duplicate-key, 4:78 wrong-type, 4:86 invalid-template, 4:95 invalid-template" },
        { "groups: [{name: a, rules: [{alert: A, expr: up, labels: {[a]: b, __name__: c}}]}]\n", "1:58 wrong-type, 1:66 invalid-label-name" },
        { "groups: [{name: a, limit: x, rules: [{<<: 5, record: a, for: x, expr: up}]}]\n", "1:27 wrong-type, 1:43 invalid-merge, 1:62 invalid-duration" },

        { "groups: [{name: a, rules: [{record: r, expr: up, labels: {a: !!binary /w==, 1: b}}], labels: {a: !!binary /w==}}]\n", "1:71 invalid-label-value, 1:107 invalid-label-value" },

        // What is missing is missing because its name is misspelt.
        { "groups:\n- name: a\n  rules:\n  - record: r\n    exp: up\n  - alrt: A\n    expr: up\n  - recrd: r\n    expr: up\n", "5:5 unknown-field, 6:5 unknown-field, 8:5 unknown-field" },
        { "groups:\n- nam: a\n  rules: [{record: r, expr: up}]\n", "2:3 unknown-field" },
        { "groups: [{name: a, rules: [{<<: x}]}]\n", "1:33 invalid-merge" },
        { "groups: [{name: a, rules: [{[a]: x}]}]\n", "1:29 wrong-type" },

        // And when its name is another, it is missing.
        { "groups:\n- name: a\n  rules:\n  - record: r\n    query: up\n  - severity: page\n    expr: up\n", "4:5 required-field, 5:5 unknown-field, 6:5 unknown-field, 6:5 required-field" },
        { "groups: [{rules: [], interval: [], foo: 1}]\n", "1:11 required-field, 1:32 wrong-type, 1:36 unknown-field" },

        // One cause, one finding.
        { "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec: {groups: []}\n", "1:1 unknown-field" },
        { "groups:\n- name: a\n  rules: []\n- alert: A\n  expr: up\n  for: 5m\n  labels: {a: b}\n  annotations: {a: b}\n", "4:3 unknown-field" },
        { "groups: [{name: a, rules: [{record: r, alert: A, expr: up, for: 5m, annotations: {a: b}}]}]\n", "1:40 exclusive-fields" },
        { "groups: [{name: a, rules: [{record: r, alert: [A], expr: up, for: 5m}]}]\n", "1:47 wrong-type" },
        { "groups: [{name: a, rules: [{alert: A, expr: [up], record: ''}]}]\n", "1:45 wrong-type" },

        // Whether two rules are the same can't be told where labels can't be read.
        { "groups:\n- name: a\n  rules:\n  - {record: r, expr: up}\n  - {record: r, expr: up, lables: {a: b}}\n  - {record: r, expr: up, labels: {a: [b]}}\n", "5:27 unknown-field, 6:39 wrong-type" },
    };

    public static TheoryData<string, string> WebFiles => new()
    {
        { "tls_server_config:\n  cert_file: a\n  key_fil: b\n  min_version: TLS9\n  cipher_suites: [A, B]\nhttp_server_config:\n  http3: true\n  headers: {X-A: b, X-Frame-Options: all, X-Frame-Options: deny}\nbasic_auth_users: {a: b, c: [d], e: f}\n", "3:3 unknown-field, 4:16 unknown-value, 5:19 unknown-value, 5:22 unknown-value, 7:3 unknown-field, 8:13 header-not-allowed, 8:38 unknown-value, 8:43 duplicate-key, 9:23 invalid-password-hash, 9:29 wrong-type, 9:37 invalid-password-hash" },
        { "tls_server_config: {cert_file: [a], key_file: b, client_ca_file: c, client_auth_type: [d]}\n", "1:32 wrong-type, 1:87 wrong-type" },
        { "tls_server_config: {cert_file: a, key_file: b, client_ca_file: c, client_auth_typ: NoClientCert}\n", "1:67 unknown-field" },
        { "tls_server_config: {cert_file: a, client_ca_file: c, foo: d}\n", "1:1 required-field, 1:35 required-field, 1:54 unknown-field" },
        { "rate_limit: {burst: x, interval: 1d, foo: 1}\ntls: 1\n", "1:21 wrong-type, 1:34 invalid-duration, 1:38 unknown-field, 2:1 unknown-field" },
    };

    public static TheoryData<string, string> TargetFiles => new()
    {
        { "- target: [a:1]\n  labels: {'': b, c: [d]}\n- targets: a\n  labels: {'': b}\n-\n- targets: [b:1, [c]]\n  targets: []\n", "1:3 unknown-field, 2:12 invalid-label-name, 2:22 wrong-type, 3:12 wrong-type, 4:12 invalid-label-name, 5:2 required-field, 6:18 wrong-type, 7:3 duplicate-key" },
        { "- job: a\n  job_name: b\n  source: c\n", "1:3 unknown-field, 2:3 unknown-field, 3:3 unknown-field" },
        { "- targets: [a:1]\n  labels: {a: b, <<: {a: c}, d: [e]}\n", "2:23 duplicate-key, 2:33 wrong-type" },
        { "- targets: [a:1]\n  labels: {<<: [{'': b}, 5], d: [e]}\n", "2:18 invalid-label-name, 2:26 invalid-merge, 2:33 wrong-type" },
        { "- targets: [a:1]\n  labels: {a: !!binary /w==, __meta_b: !!binary /w==}\n- labels: {a: !!binary /w==}\n", "2:24 invalid-label-value" },
        { "- {<<: [5, {targets: a}], labels: b}\n", "1:9 invalid-merge, 1:22 wrong-type, 1:35 wrong-type" },
    };

    [Theory]
    [MemberData(nameof(RuleFiles))]
    public void Of_rules(string text, string expected) => Assert.Equal(expected, Show(FileKind.Rules, text));

    /// <summary>Until 3.2 these fields were read as bare nodes, and a mapping has no text.</summary>
    [Theory]
    [InlineData("groups: [{name: a, rules: [{alert: A, expr: up, record: {a: b}}]}]\n", "")]
    [InlineData("groups: [{name: a, rules: [{alert: [A], expr: [up]}]}]\n", "1:36 required-field, 1:47 wrong-type")]
    public void Of_rules_for_2_42(string text, string expected) => Assert.Equal(expected, Show(FileKind.Rules, text, PrometheusVersion.Parse("2.42")));

    [Theory]
    [MemberData(nameof(WebFiles))]
    public void Of_a_web_configuration(string text, string expected) => Assert.Equal(expected, Show(FileKind.Web, text));

    [Theory]
    [MemberData(nameof(TargetFiles))]
    public void Of_a_list_of_targets(string text, string expected) => Assert.Equal(expected, Show(FileKind.Targets, text));

    private static string Show(FileKind kind, string text, PrometheusVersion? version = null)
    {
        var found = FileCheck.Other(kind, YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes(text)), version ?? PrometheusVersion.NewestKnown).Findings;
        return string.Join(", ", found.Select(static finding => $"{finding.Span.Line}:{finding.Span.Column} {finding.Id}"));
    }
}
