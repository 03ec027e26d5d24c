import type { TokenCredential } from '@azure/identity';

/**
 * The credential of @azure/identity that fits the place: the managed identity in Azure (and in the local stack, which
 * answers as one), else whatever the developer has signed in with. Loaded on first use, for the sake of cold starts.
 * @param clientId user-assigned identity
 */
export function createCredential(clientId: string | undefined, env: NodeJS.ProcessEnv): TokenCredential {
  let loaded: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    const managed = env.IDENTITY_ENDPOINT !== undefined || env.MSI_ENDPOINT !== undefined;
    if (!managed) {
      return new DefaultAzureCredential(clientId === undefined ? {} : { managedIdentityClientId: clientId });
    }
    return clientId === undefined
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential({ clientId });
  };
  return {
    async getToken(scopes, options) {
      loaded ??= load();
      return (await loaded).getToken(scopes, options);
    },
  };
}
