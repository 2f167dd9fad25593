using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The file that <c>dotnet user-secrets</c> edits.</summary>
internal sealed class UserSecrets(string userSecretsId)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Lock InThisProcess = new();

    /// <summary>The secret of this name; when there is none yet, <paramref name="value"/>, which becomes it.</summary>
    /// <remarks>Two AppHosts that ask at once get the same answer.</remarks>
    public string GetOrSet(string name, string value)
    {
        var path = PathHelper.GetSecretsPathFromSecretsId(userSecretsId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        lock (InThisProcess)
        {
            using var otherProcesses = LockFile.Wait(path + ".lock", TimeSpan.FromSeconds(10));
            var secrets = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];
            if (secrets[name]?.GetValue<string>() is { Length: > 0 } known)
            {
                return known;
            }

            secrets[name] = value;
            var temporary = path + ".new";
            using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                JsonSerializer.Serialize(stream, secrets, Indented);
            }

            File.Move(temporary, path, overwrite: true);
            return value;
        }
    }
}
