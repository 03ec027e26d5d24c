metadata name = 'Collection'
metadata description = 'The data collection endpoint and the two data collection rules: one for the Logs Ingestion API, one for Azure Monitor Agent.'

@description('Required. Beginning of all names.')
param name string

@description('Required. Region of the workspace: Azure Monitor wants endpoint and rules there.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. Resource ID of the workspace.')
param workspaceResourceId string

@description('Required. Whether the rule for Azure Monitor Agent is created.')
param agentRule bool

@description('Required. Log files that Azure Monitor Agent reads on the Exchange servers.')
param agentFilePatterns string[]

@description('Required. Whether the endpoint can be reached from a private network only.')
param private bool

// Streams, transforms and data flows are declared in src/streams and kql/transforms; `npm run generate` writes them here.
var ingestion = loadJsonContent('../generated/ingestion-dcr.json')
var agent = loadJsonContent('../generated/agent-dcr.json')
var destination = 'workspace'

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2024-03-11' = {
  name: 'dce-${name}'
  location: location
  tags: tags
  properties: {
    description: 'mailflow: takes message tracking rows for the rules dcr-${name} and dcr-${name}-agent.'
    networkAcls: {
      publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    }
  }
}

resource ingestionRule 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: 'dcr-${name}'
  location: location
  tags: tags
  // Direct rules have an endpoint of their own, so that without a private network no other is needed. It stays open in a
  // private one: the kind of a rule cannot be changed later. Nobody but the app has the role to use it.
  kind: 'Direct'
  properties: {
    description: 'mailflow: message tracking records, message traces and health rows of the Functions app.'
    dataCollectionEndpointId: private ? endpoint.id : null
    streamDeclarations: ingestion.streamDeclarations
    destinations: {
      logAnalytics: [
        {
          name: destination
          workspaceResourceId: workspaceResourceId
        }
      ]
    }
    dataFlows: map(ingestion.dataFlows, flow => {
      streams: flow.streams
      destinations: [destination]
      outputStream: flow.outputStream
      transformKql: flow.transformKql
    })
  }
}

resource agentCollectionRule 'Microsoft.Insights/dataCollectionRules@2024-03-11' = if (agentRule) {
  name: 'dcr-${name}-agent'
  location: location
  tags: tags
  kind: 'Windows'
  properties: {
    description: 'mailflow: message tracking logs that Azure Monitor Agent reads as text.'
    dataCollectionEndpointId: endpoint.id
    streamDeclarations: agent.streamDeclarations
    dataSources: {
      logFiles: [
        {
          name: 'message-tracking'
          format: 'text'
          filePatterns: agentFilePatterns
          streams: objectKeys(agent.streamDeclarations)
          settings: {
            text: {
              // Each record begins with its time; a line break in quotes does not begin another.
              recordStartTimestampFormat: 'ISO 8601'
            }
          }
        }
      ]
    }
    destinations: {
      logAnalytics: [
        {
          name: destination
          workspaceResourceId: workspaceResourceId
        }
      ]
    }
    dataFlows: map(agent.dataFlows, flow => {
      streams: flow.streams
      destinations: [destination]
      outputStream: flow.outputStream
      transformKql: flow.transformKql
    })
  }
}

// Rows that a transform or a table refuses are told in DCRLogErrors, and nowhere else.
// The newest version without "preview" is of 2016 and does not know the category.
#disable-next-line use-recent-api-versions
resource ingestionErrors 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'errors-to-workspace'
  scope: ingestionRule
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'LogErrors'
        enabled: true
      }
    ]
  }
}

#disable-next-line use-recent-api-versions
resource agentErrors 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (agentRule) {
  name: 'errors-to-workspace'
  scope: agentCollectionRule
  properties: {
    workspaceId: workspaceResourceId
    logs: [
      {
        category: 'LogErrors'
        enabled: true
      }
    ]
  }
}

@description('Resource ID of the data collection endpoint.')
output endpointResourceId string = endpoint.id

@description('Name of the rule of the Logs Ingestion API.')
output ruleName string = ingestionRule.name

@description('Resource ID of the rule of the Logs Ingestion API.')
output ruleResourceId string = ingestionRule.id

@description('Immutable id of that rule, which every call names.')
output ruleImmutableId string = ingestionRule.properties.immutableId

@description('Address for the Logs Ingestion API.')
output logsIngestionEndpoint string = private
  ? endpoint.properties.logsIngestion.endpoint
  : ingestionRule.properties.endpoints.logsIngestion

@description('Resource ID of the rule of Azure Monitor Agent; empty without one.')
output agentRuleResourceId string = agentRule ? agentCollectionRule.id : ''
