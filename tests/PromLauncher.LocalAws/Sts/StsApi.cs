using System.Globalization;
using System.Xml.Linq;
using PromLauncher.LocalAws.Http;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws.Sts;

/// <summary>Security Token Service: GetCallerIdentity and AssumeRole (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).</summary>
public sealed class StsApi : QueryService
{
    private static readonly XNamespace Ns = "https://sts.amazonaws.com/doc/2011-06-15/";

    private readonly Principals _principals;

    internal StsApi(Principals principals) => _principals = principals;

    /// <inheritdoc/>
    public override string Name => "sts";

    /// <summary>How long the keys of an assumed role are valid.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override AwsException Denied(string principal, string action, string resource) => new(403, "AccessDenied", $"User: {principal} is not authorized to perform: {action} on resource: {resource}");

    /// <inheritdoc/>
    public override AwsException Throttled() => new(400, "Throttling", "Rate exceeded");

    /// <inheritdoc/>
    public override Task AnswerErrorAsync(AwsRequest request, AwsException error) => request.XmlAsync(
        new XElement(Ns + "ErrorResponse",
            new XElement(Ns + "Error", new XElement(Ns + "Type", "Sender"), new XElement(Ns + "Code", error.Code), new XElement(Ns + "Message", error.Message)),
            new XElement(Ns + "RequestId", Guid.NewGuid())),
        error.Status);

    /// <inheritdoc/>
    protected override Task<XElement> CallAsync(AwsRequest request, string operation, IReadOnlyDictionary<string, string> form) => operation switch
    {
        // Every caller gets a response, whatever its policies.
        "GetCallerIdentity" => Task.FromResult(Answer(operation,
            new XElement(Ns + "Arn", request.Principal!.Arn), new XElement(Ns + "UserId", "AIDAEXAMPLE"), new XElement(Ns + "Account", request.Account))),
        "AssumeRole" => AssumeRoleAsync(request, form),
        _ => throw UnknownOperation(operation),
    };

    private async Task<XElement> AssumeRoleAsync(AwsRequest request, IReadOnlyDictionary<string, string> form)
    {
        var (arn, session) = (form.GetValueOrDefault("RoleArn") ?? "", form.GetValueOrDefault("RoleSessionName") ?? "");
        await request.AuthorizeAsync("sts:AssumeRole", arn);
        if (_principals.Role(arn) is not { } role || (role.ExternalId is not null && role.ExternalId != form.GetValueOrDefault("ExternalId")))
            throw Denied(request.Principal!.Arn, "sts:AssumeRole", arn);
        var keys = _principals.Issue(role, session, Lifetime);
        return Answer("AssumeRole",
            new XElement(Ns + "Credentials",
                new XElement(Ns + "AccessKeyId", keys.AccessKeyId),
                new XElement(Ns + "SecretAccessKey", keys.SecretAccessKey),
                new XElement(Ns + "SessionToken", keys.SessionToken),
                new XElement(Ns + "Expiration", keys.Expires!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
            new XElement(Ns + "AssumedRoleUser", new XElement(Ns + "Arn", keys.Arn), new XElement(Ns + "AssumedRoleId", "AROAEXAMPLE:" + session)));
    }

    private static XElement Answer(string operation, params object[] members) =>
        new(Ns + (operation + "Response"), new XElement(Ns + (operation + "Result"), members), new XElement(Ns + "ResponseMetadata", new XElement(Ns + "RequestId", Guid.NewGuid())));
}
