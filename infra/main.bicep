metadata name = 'mailflow'
metadata description = 'Exchange mail flow in Azure Monitor and Microsoft Sentinel: tables, data collection rules, the Functions app that forwards, and what people look at.'

targetScope = 'resourceGroup'

import {
  archiveSettings
  contentSettings
  filterSettings
  messageTraceSettings
  networkSettings
  scaleSettings
  tableSettings
} from 'types.bicep'

@description('Required. Resource ID of the Log Analytics workspace that takes the rows. It may lie in another resource group or subscription; its own settings are not touched.')
param workspaceResourceId string

@description('Optional. Beginning of the names of all resources: 3 to 16 lower-case letters, digits and hyphens.')
@minLength(3)
@maxLength(16)
param name string = 'mailflow'

@description('Optional. Region of the app and its storage. The data collection rules go to the region of the workspace in any case.')
param location string = resourceGroup().location

@description('Optional. Tags of all resources.')
param tags object = {}

@description('Optional. Whether the message tracking logs of Exchange servers are collected by our agent, or by log shippers that speak HTTP.')
param collectServers bool = true

@description('Optional. What of Exchange Online is collected. The identity of the app then needs a permission of Microsoft Graph: see docs/exchange-online.md.')
param messageTrace messageTraceSettings = {
  enabled: false
}

@description('Optional. Domains of the organisation, such as contoso.com and *.contoso.com. They tell incoming from outgoing mail in message traces.')
param acceptedDomains string[] = []

@description('Optional. Records of Exchange servers that the app leaves out.')
param filter filterSettings = {}

@description('Optional. Object IDs of the agents on Exchange servers: identities of Azure Arc machines, or service principals.')
param agentPrincipalIds string[] = []

@description('Optional. Whether a rule for Azure Monitor Agent is created as well, for servers that have it already.')
param azureMonitorAgent bool = false

@description('Optional. Resource IDs of the Azure Arc machines that get this rule.')
param arcMachineResourceIds string[] = []

@description('Optional. Log files that Azure Monitor Agent reads on the Exchange servers.')
param agentFilePatterns string[] = [
  'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\TransportRoles\\Logs\\MessageTracking\\*.log'
]

@description('Optional. Object IDs of users, groups or service principals that run "mailflow doctor". They get to read, nothing else.')
param readerPrincipalIds string[] = []

@description('Optional. Plan and retention of MessageTrackingLog_CL. Rules, alerts and workbooks need the plan Analytics.')
param trackingTable tableSettings = {
  plan: 'Analytics'
}

@description('Optional. Whether the tables are written. false where MessageTrackingLog_CL has columns of your own: a template would remove them, "mailflow table apply" adds ours and keeps them. Run it first.')
param writeTables bool = true

@description('Optional. Days to keep MailflowHealth_CL, which tells how the collection itself is.')
@minValue(30)
@maxValue(730)
param healthRetentionInDays int = 30

@description('Optional. What happens to the log files in the storage account as they grow old.')
param archive archiveSettings = {
  coolAfterDays: 30
  archiveAfterDays: 90
  deleteAfterDays: 365
}

@description('Optional. Size and number of the instances of the app. 2048 MB carries several hundred messages a second.')
param scale scaleSettings = {
  instanceMemoryMB: 2048
  maximumInstanceCount: 40
}

@description('Optional. Version of Node.js for the app.')
@allowed(['22', '24'])
param nodeVersion string = '22'

@description('Optional. Address of the zip with the code of the app. Empty: the code comes another way, as with "azd deploy".')
param packageUri string = 'https://github.com/mailflow/mailflow/releases/latest/download/mailflow-functions.zip'

@description('Optional. The way to reach what the deployment creates.')
param network networkSettings = {
  private: false
}

@description('Optional. Families of content to deploy into the workspace.')
param content contentSettings = {
  functions: true
  huntingQueries: true
  analyticsRules: true
  workbooks: true
  alertRules: true
}

@description('Optional. Whether the workspace has Microsoft Sentinel. Without it there are no analytics rules.')
param sentinel bool = false

@description('Optional. Resource IDs of the action groups that alert rules call.')
param actionGroupResourceIds string[] = []

var workspaceParts = split(workspaceResourceId, '/')
var unique = uniqueString(resourceGroup().id, name)
var resourceName = '${name}-${take(unique, 6)}'
// Storage accounts have no hyphens and no capitals in their names, and at most 24 characters.
var storageName = take(toLower('st${replace(name, '-', '')}${unique}'), 24)
var allTags = union({ application: 'mailflow' }, tags)
var needsApp = collectServers || messageTrace.enabled

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  scope: resourceGroup(workspaceParts[2], workspaceParts[4])
  name: workspaceParts[8]
}

module tables 'modules/tables.bicep' = if (writeTables) {
  scope: resourceGroup(workspaceParts[2], workspaceParts[4])
  params: {
    workspaceName: workspace.name
    trackingTable: trackingTable
    healthRetentionInDays: healthRetentionInDays
  }
}

module collection 'modules/collection.bicep' = {
  params: {
    name: resourceName
    location: workspace.location
    tags: allTags
    workspaceResourceId: workspaceResourceId
    agentRule: azureMonitorAgent
    agentFilePatterns: agentFilePatterns
    private: network.private
  }
  // A rule is checked against the tables that it writes to.
  dependsOn: [
    tables
  ]
}

module associations 'modules/agent-association.bicep' = [
  for machine in arcMachineResourceIds: if (azureMonitorAgent) {
    name: 'association-${uniqueString(machine)}'
    scope: resourceGroup(split(machine, '/')[2], split(machine, '/')[4])
    params: {
      machineName: last(split(machine, '/'))
      ruleResourceId: collection.outputs.agentRuleResourceId
      endpointResourceId: network.private ? collection.outputs.endpointResourceId : ''
    }
  }
]

resource appIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (needsApp) {
  name: 'id-${resourceName}'
  location: location
  tags: allTags
}

module storage 'modules/storage.bicep' = if (needsApp) {
  params: {
    name: storageName
    location: location
    tags: allTags
    archive: archive
    private: network.private
  }
}

// It delivers by its own system-assigned identity: through the firewall of a storage account Event Grid takes no other.
// It is here and not in the module of its subscription, since that has to wait for the roles of the identity.
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (collectServers) {
  name: 'evgt-${resourceName}'
  location: location
  tags: allTags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: storage!.outputs.resourceId
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

module privateNetwork 'modules/network.bicep' = if (needsApp && network.private) {
  params: {
    name: resourceName
    location: location
    tags: allTags
    addressPrefix: network.?addressPrefix ?? '10.90.0.0/24'
    storageResourceId: storage!.outputs.resourceId
    endpointResourceId: collection.outputs.endpointResourceId
  }
}

module telemetry 'modules/telemetry.bicep' = if (needsApp) {
  params: {
    name: 'appi-${resourceName}'
    location: location
    tags: allTags
    workspaceResourceId: workspaceResourceId
    appPrincipalId: appIdentity!.properties.principalId
  }
}

module access 'modules/access.bicep' = if (needsApp) {
  params: {
    appPrincipalId: appIdentity!.properties.principalId
    eventsPrincipalId: collectServers ? topic!.identity.principalId : ''
    agentPrincipalIds: agentPrincipalIds
    readerPrincipalIds: readerPrincipalIds
    storageAccountName: storage!.outputs.name
    logContainer: storage!.outputs.logContainer
    eventDeadLetterContainer: storage!.outputs.eventDeadLetterContainer
    forwardQueue: storage!.outputs.forwardQueue
    ruleName: collection.outputs.ruleName
  }
}

module app 'modules/app.bicep' = if (needsApp) {
  params: {
    name: 'func-${resourceName}'
    location: location
    tags: allTags
    insightsName: telemetry!.outputs.name
    identityResourceId: appIdentity.id
    identityClientId: appIdentity!.properties.clientId
    blobServiceUri: storage!.outputs.blobServiceUri
    queueServiceUri: storage!.outputs.queueServiceUri
    tableServiceUri: storage!.outputs.tableServiceUri
    codeContainer: storage!.outputs.codeContainer
    logsIngestionEndpoint: collection.outputs.logsIngestionEndpoint
    ruleImmutableId: collection.outputs.ruleImmutableId
    nodeVersion: nodeVersion
    scale: scale
    packageUri: packageUri
    messageTrace: messageTrace
    filter: filter
    acceptedDomains: acceptedDomains
    subnetResourceId: network.private ? privateNetwork!.outputs.appSubnetResourceId : ''
  }
  // The code is put into the storage account by the identity of the app, which needs its role before.
  dependsOn: [
    access
  ]
}

module events 'modules/events.bicep' = if (collectServers) {
  params: {
    topicName: topic.name
    storageAccountName: storage!.outputs.name
    logContainer: storage!.outputs.logContainer
    forwardQueue: storage!.outputs.forwardQueue
    deadLetterContainer: storage!.outputs.eventDeadLetterContainer
  }
  dependsOn: [
    access
  ]
}

module workspaceContent 'modules/content.bicep' = {
  scope: resourceGroup(workspaceParts[2], workspaceParts[4])
  params: {
    workspaceName: workspace.name
    location: workspace.location
    tags: allTags
    content: content
    sentinel: sentinel
  }
  // Queries are checked against the tables that they read.
  dependsOn: [
    tables
  ]
}

module alerts 'modules/alerts.bicep' = if (content.alertRules) {
  params: {
    name: resourceName
    location: workspace.location
    tags: allTags
    workspaceResourceId: workspaceResourceId
    ruleResourceId: collection.outputs.ruleResourceId
    actionGroupResourceIds: actionGroupResourceIds
  }
  dependsOn: [
    tables
    workspaceContent
  ]
}

@description('Address for the Logs Ingestion API: setting MAILFLOW_INGESTION_ENDPOINT.')
output logsIngestionEndpoint string = collection.outputs.logsIngestionEndpoint

@description('Immutable id of the data collection rule: setting MAILFLOW_DCR_IMMUTABLE_ID.')
output ruleImmutableId string = collection.outputs.ruleImmutableId

@description('Address of the blobs, for the configuration of agents.')
output blobServiceUri string = needsApp ? storage!.outputs.blobServiceUri : ''

@description('Address of the queues, for the configuration of agents.')
output queueServiceUri string = needsApp ? storage!.outputs.queueServiceUri : ''

@description('Name of the Functions app.')
output functionAppName string = needsApp ? app!.outputs.name : ''

@description('Address to which log shippers send lines; they need a function key.')
output receiveLinesUrl string = needsApp ? 'https://${app!.outputs.hostName}/api/receive-lines' : ''

@description('Object ID of the identity of the app: what the script for the permission on message traces asks for.')
output principalId string = needsApp ? appIdentity!.properties.principalId : ''
