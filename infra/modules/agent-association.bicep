metadata name = 'Association of one machine'
metadata description = 'Gives the rule of Azure Monitor Agent, and in a private network its endpoint, to one Azure Arc machine.'

@description('Required. Name of the Azure Arc machine.')
param machineName string

@description('Required. Resource ID of the data collection rule.')
param ruleResourceId string

@description('Required. Resource ID of the data collection endpoint of a private network; empty where agents get their configuration from the public one.')
param endpointResourceId string

resource machine 'Microsoft.HybridCompute/machines@2025-01-13' existing = {
  name: machineName
}

resource ruleAssociation 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = {
  name: 'mailflow'
  scope: machine
  properties: {
    description: 'mailflow: message tracking logs. Without it they are not collected from this machine any more.'
    dataCollectionRuleId: ruleResourceId
  }
}

// The name is fixed: a machine has one endpoint for its configuration. Another one that it has already is only replaced
// where there is no way around it.
resource endpointAssociation 'Microsoft.Insights/dataCollectionRuleAssociations@2024-03-11' = if (!empty(endpointResourceId)) {
  name: 'configurationAccessEndpoint'
  scope: machine
  properties: {
    description: 'mailflow: where the agent of this machine gets its configuration.'
    dataCollectionEndpointId: endpointResourceId
  }
}
