using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Util;

namespace PromLauncher.Aws;

/// <summary>A request whose content only its marshaller knows.</summary>
internal sealed class JsonRequest : AmazonWebServiceRequest;
