using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Katas.Distributed;

namespace Katas.Servers.Tests.Stores;

/// <summary>etcd's version 3 interface as JSON over HTTP.</summary>
internal sealed class EtcdGateway(HttpClient http) : IDisposable
{
    /// <summary>Keys and values are bytes.</summary>
    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Decode(string bytes) => Encoding.UTF8.GetString(Convert.FromBase64String(bytes));

    /// <summary>Asks, and gives the answer's body.</summary>
    /// <exception cref="StoreUnavailableException">There was no answer, or none that says what happened.</exception>
    public async Task<JsonNode> AskAsync(string path, JsonObject question, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync($"v3/{path}", question, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken)
                ?? throw new StoreUnavailableException($"etcd answered {path} with nothing.");
        }
        catch (Exception failed) when (failed is HttpRequestException
            || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException($"etcd did not answer {path}.", failed);
        }
    }

    public void Dispose() => http.Dispose();
}
