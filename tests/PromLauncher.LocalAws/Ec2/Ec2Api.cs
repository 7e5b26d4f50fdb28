using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Ec2;

/// <summary>
/// Elastic Compute Cloud: DescribeInstances and DescribeNetworkInterfaces
/// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html).
/// </summary>
public sealed class Ec2Api : QueryService
{
    private readonly ConcurrentDictionary<string, (Ec2Instance Instance, string Place)> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (NetworkInterface Interface, string Place)> _interfaces = new(StringComparer.Ordinal);
    private readonly RateLimits _rates;

    internal Ec2Api(TimeProvider time) => _rates = new RateLimits(time);

    /// <inheritdoc/>
    public override string Name => "ec2";

    /// <summary>True, as in AWS: callers over the rate limit are throttled.</summary>
    public bool HasRateLimits { get; set; } = true;

    /// <summary>The longest page; never more than the API's 1,000.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Adds a machine, or changes the one with that id.</summary>
    public void Add(Ec2Instance instance, string region = "eu-west-1", string account = LocalAwsServer.DefaultAccount) => _instances[instance.Id] = (instance, Place(region, account));

    /// <summary>Forgets a machine, as EC2 does an hour after termination: <c>InvalidInstanceID.NotFound</c> from then on.</summary>
    public void Forget(string instanceId) => _instances.TryRemove(instanceId, out _);

    /// <inheritdoc/>
    public override Task AnswerErrorAsync(AwsRequest request, AwsException error)
    {
        var (status, code) = error.Code switch
        {
            "InvalidSignatureException" or "UnrecognizedClientException" => (401, "AuthFailure"),
            "ExpiredTokenException" => (400, "RequestExpired"),
            _ => (error.Status, error.Code),
        };
        return request.XmlAsync(
            new XElement("Response", new XElement("Errors", new XElement("Error", new XElement("Code", code), new XElement("Message", error.Message))),
                new XElement("RequestID", Guid.NewGuid())),
            status);
    }

    /// <inheritdoc/>
    public override AwsException Denied(string principal, string action, string resource) => new(403, "UnauthorizedOperation",
        $"You are not authorized to perform this operation. User: {principal} is not authorized to perform: {action} because no identity-based policy allows the {action} action");

    /// <inheritdoc/>
    public override AwsException Throttled() => new(503, "RequestLimitExceeded", "Request limit exceeded.");

    internal void Add(NetworkInterface own, string region, string account) => _interfaces[own.Id] = (own, Place(region, account));

    /// <inheritdoc/>
    protected override async Task<XElement> CallAsync(AwsRequest request, string operation, IReadOnlyDictionary<string, string> form)
    {
        if (operation is not ("DescribeInstances" or "DescribeNetworkInterfaces")) throw UnknownOperation(operation);
        await request.AuthorizeAsync("ec2:" + operation, "*");
        var place = Place(request.Region, request.Account);
        if (HasRateLimits && !_rates.Take($"{place}/{operation}", 100, 20)) throw Throttled();
        if (operation == "DescribeInstances")
        {
            var found = Select(List(form, "InstanceId"), _instances, place, static one => one.Place, "InvalidInstanceID.NotFound", "instance ID");
            return Page(form, operation, "reservationSet", [.. found.Select(static one => Ec2Xml.Reservation(one.Instance))]);
        }

        var interfaces = Select(List(form, "NetworkInterfaceId"), _interfaces, place, static one => one.Place, "InvalidNetworkInterfaceID.NotFound", "networkInterface ID");
        return Page(form, operation, "networkInterfaceSet", [.. interfaces.Select(static one => Ec2Xml.Interface(one.Interface))]);
    }

    private static string Place(string region, string account) => $"{account}/{region}";

    private static List<T> Select<T>(List<string> ids, ConcurrentDictionary<string, T> all, string place, Func<T, string> placeOf, string error, string name)
    {
        if (ids.Count == 0) return [.. all.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Value).Where(one => placeOf(one) == place)];
        if (ids.Count > 1000) throw new AwsException(400, "InvalidParameterValue", "You may specify at most 1000 ids.");
        var missing = ids.Where(id => !all.TryGetValue(id, out var one) || placeOf(one) != place).ToList();
        return missing switch
        {
            [] => [.. ids.Select(id => all[id])],
            [var one] => throw new AwsException(400, error, $"The {name} '{one}' does not exist"),
            _ => throw new AwsException(400, error, $"The {name}s '{string.Join(", ", missing)}' do not exist"),
        };
    }

    private XElement Page(IReadOnlyDictionary<string, string> form, string operation, string set, List<XElement> items)
    {
        var size = PageSize;
        if (form.TryGetValue("MaxResults", out var most))
        {
            if (!int.TryParse(most, CultureInfo.InvariantCulture, out var wanted) || wanted is < 5 or > 1000)
                throw new AwsException(400, "InvalidParameterValue", $"Value ( {most} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.");
            size = Math.Min(size, wanted);
        }

        var start = 0;
        if (form.TryGetValue("NextToken", out var token) && !int.TryParse(token, CultureInfo.InvariantCulture, out start))
            throw new AwsException(400, "InvalidNextToken", "The specified NextToken is invalid.");
        XNamespace ns = "http://ec2.amazonaws.com/doc/2016-11-15/";
        var answer = new XElement(ns + (operation + "Response"), new XElement(ns + "requestId", Guid.NewGuid()), new XElement(ns + set, items.Skip(start).Take(size).Select(item => In(item, ns))));
        if (items.Count > start + size) answer.Add(new XElement(ns + "nextToken", start + size));
        return answer;
    }

    private static XElement In(XElement element, XNamespace ns) =>
        new(ns + element.Name.LocalName, element.HasElements ? element.Elements().Select(child => In(child, ns)) : element.Value);
}
