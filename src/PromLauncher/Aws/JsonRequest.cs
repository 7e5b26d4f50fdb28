using Amazon.Runtime;

namespace PromLauncher.Aws;

/// <summary>A request whose content only its marshaller knows.</summary>
internal sealed class JsonRequest : AmazonWebServiceRequest;
