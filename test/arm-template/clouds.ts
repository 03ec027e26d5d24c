/** What `environment()` says in each cloud, as far as templates use it. Source: "Deployment functions for ARM templates", Microsoft Learn. */
export const clouds = {
  AzureCloud: environment(
    'AzureCloud',
    'azure.com',
    'core.windows.net',
    'azurewebsites.net',
    'management.azure.com',
  ),
  AzureUSGovernment: environment(
    'AzureUSGovernment',
    'azure.us',
    'core.usgovcloudapi.net',
    'azurewebsites.us',
    'management.usgovcloudapi.net',
  ),
  AzureChinaCloud: environment(
    'AzureChinaCloud',
    'azure.cn',
    'core.chinacloudapi.cn',
    'chinacloudsites.cn',
    'management.chinacloudapi.cn',
  ),
};

export type Cloud = (typeof clouds)[keyof typeof clouds];

function environment(name: string, domain: string, storage: string, sites: string, manager: string) {
  return {
    /** Host names of apps end so; a template cannot ask for it. */
    sites,
    /** Host names of Azure Monitor end so; neither. */
    monitor: `monitor.${domain}`,
    values: {
      name,
      portal: `https://portal.${domain}`,
      resourceManager: `https://${manager}/`,
      suffixes: { storage },
    },
  };
}
