using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Aps;

/// <summary>A receiver of remote writes outside AWS, without authentication: <c>POST /api/v1/receive</c>, as in Thanos and Apica Ascent.</summary>
internal sealed class ReceiveEndpoint(ApsService aps) : IUnsignedEndpoint
{
    public string Prefix => "/api/v1/receive";

    public async Task AnswerAsync(AwsRequest request)
    {
        try
        {
            if (aps.Receiver is { } receiver) await aps.HandOnAsync(request, receiver);
            await request.TextAsync("");
        }
        catch (AwsException e)
        {
            await request.TextAsync(e.Message, e.Status);
        }
    }
}
