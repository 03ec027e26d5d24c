metadata name = 'Functions app'
metadata description = 'The Functions app on Flex Consumption. It signs in everywhere with one user-assigned identity.'

import { filterSettings, messageTraceSettings, scaleSettings } from '../types.bicep'

@description('Required. Name of the app.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. Name of Application Insights, which takes the telemetry of the app.')
param insightsName string

@description('Required. Resource ID of the user-assigned identity.')
param identityResourceId string

@description('Required. Client ID of the user-assigned identity.')
param identityClientId string

@description('Required. Address of the blobs of the storage account.')
param blobServiceUri string

@description('Required. Address of the queues of the storage account.')
param queueServiceUri string

@description('Required. Address of the tables of the storage account; the Functions host writes there.')
param tableServiceUri string

@description('Required. Container of the code of the app.')
param codeContainer string

@description('Required. Address for the Logs Ingestion API.')
param logsIngestionEndpoint string

@description('Required. Immutable id of the data collection rule.')
param ruleImmutableId string

@description('Required. Version of Node.js.')
param nodeVersion string

@description('Required. Size and number of the instances.')
param scale scaleSettings

@description('Required. Address of the zip with the code of the app; empty where the code comes another way.')
param packageUri string

@description('Required. What of Exchange Online is collected.')
param messageTrace messageTraceSettings

@description('Required. Records of Exchange servers that the app leaves out.')
param filter filterSettings

@description('Required. Domains of the organisation.')
param acceptedDomains string[]

@description('Required. Resource ID of the subnet of the app; empty without a private network.')
param subnetResourceId string

// Tokens are for the Azure Monitor of the cloud in which the app runs: azure.com, azure.us or azure.cn.
var cloudDomain = replace(environment().portal, 'https://portal.', '')

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the app of the service "functions" by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityResourceId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientCertEnabled: false
    keyVaultReferenceIdentity: identityResourceId
    virtualNetworkSubnetId: empty(subnetResourceId) ? null : subnetResourceId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobServiceUri}/${codeContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityResourceId
          }
        }
      }
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: scale.instanceMemoryMB
        maximumInstanceCount: scale.maximumInstanceCount
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        AzureWebJobsStorage__blobServiceUri: blobServiceUri
        AzureWebJobsStorage__queueServiceUri: queueServiceUri
        AzureWebJobsStorage__tableServiceUri: tableServiceUri
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        AZURE_CLIENT_ID: identityClientId
        // Keeps the young generation small: without it the heap grows to twice what the work needs.
        languageWorkers__node__arguments: '--max-semi-space-size=16'
        MAILFLOW_INGESTION_ENDPOINT: logsIngestionEndpoint
        MAILFLOW_INGESTION_AUDIENCE: 'https://monitor.${cloudDomain}'
        MAILFLOW_DCR_IMMUTABLE_ID: ruleImmutableId
        MAILFLOW_STORAGE__credential: 'managedidentity'
        MAILFLOW_STORAGE__clientId: identityClientId
        MAILFLOW_STORAGE__blobServiceUri: blobServiceUri
        MAILFLOW_STORAGE__queueServiceUri: queueServiceUri
        MAILFLOW_FILTER_PROBES: string(filter.?probes ?? true)
        MAILFLOW_FILTER_SHADOW_REDUNDANCY: string(filter.?shadowRedundancy ?? false)
        MAILFLOW_FILTER_EVENTS: join(filter.?events ?? [], ',')
        MAILFLOW_FILTER_SOURCES: join(filter.?sources ?? [], ',')
        MAILFLOW_MESSAGE_TRACE: string(messageTrace.enabled)
        MAILFLOW_MESSAGE_TRACE_LOOK_BACK_HOURS: string(messageTrace.?lookBackHours ?? 48)
        MAILFLOW_MESSAGE_TRACE_QUOTA: string(messageTrace.?quota ?? 90)
        MAILFLOW_MESSAGE_TRACE_DETAILS: string(messageTrace.?details ?? false)
      },
      empty(acceptedDomains) ? {} : { MAILFLOW_ACCEPTED_DOMAINS: join(acceptedDomains, ',') }
    )
  }
}

// Nobody publishes with a user name and a password.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource code 'Microsoft.Web/sites/extensions@2025-03-01' = if (!empty(packageUri)) {
  parent: app
  name: 'onedeploy'
  // Microsoft's declaration of the type leaves the properties out; the documentation of Flex Consumption has them.
  #disable-next-line BCP187
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
  dependsOn: [
    app::settings
    noScmPassword
  ]
}

@description('Name of the app.')
output name string = app.name

@description('Host name of the app.')
output hostName string = app.properties.defaultHostName
