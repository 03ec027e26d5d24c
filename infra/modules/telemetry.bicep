metadata name = 'Telemetry'
metadata description = 'Application Insights for the Functions app, in the workspace, without keys.'

@description('Required. Name of Application Insights.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. Resource ID of the workspace.')
param workspaceResourceId string

@description('Required. Object ID of the identity of the Functions app.')
param appPrincipalId string

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceResourceId
    DisableLocalAuth: true
  }
}

// Local authentication is off, so the app signs in for its telemetry as well.
resource appSendsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, appPrincipalId, metricsPublisher)
  scope: insights
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    description: 'mailflow: the Functions app sends its telemetry.'
  }
}

@description('Name of Application Insights.')
output name string = insights.name
