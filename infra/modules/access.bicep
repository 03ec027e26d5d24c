metadata name = 'Access'
metadata description = 'All role assignments inside the resource group: who may do what, on the smallest scope, and why.'

@description('Required. Object ID of the identity of the Functions app.')
param appPrincipalId string

@description('Required. Object ID of the identity that delivers events; empty where there are none.')
param eventsPrincipalId string

@description('Required. Object IDs of the agents on Exchange servers: identities of Azure Arc machines, or service principals.')
param agentPrincipalIds string[]

@description('Required. Object IDs of users, groups or service principals that run "mailflow doctor" or look at the state of the collection.')
param readerPrincipalIds string[]

@description('Required. Name of the storage account.')
param storageAccountName string

@description('Required. Container of the log files.')
param logContainer string

@description('Required. Container of events that could not be delivered.')
param eventDeadLetterContainer string

@description('Required. Queue of the log files to forward.')
param forwardQueue string

@description('Required. Name of the data collection rule of the Logs Ingestion API.')
param ruleName string

// Ids of built-in roles: the same in every tenant and cloud.
var roles = {
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Queue Data Message Sender': 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  'Storage Queue Data Reader': '19e7f393-937e-4f77-808e-94535e297925'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource logs 'containers' existing = {
      name: logContainer
    }

    resource eventDeadLetters 'containers' existing = {
      name: eventDeadLetterContainer
    }
  }

  resource queues 'queueServices' existing = {
    name: 'default'

    resource forward 'queues' existing = {
      name: forwardQueue
    }
  }
}

resource rule 'Microsoft.Insights/dataCollectionRules@2024-03-11' existing = {
  name: ruleName
}

// The app sends rows to this rule and to no other.
resource appSendsRows 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(rule.id, appPrincipalId, roles['Monitoring Metrics Publisher'])
  scope: rule
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Monitoring Metrics Publisher']
    )
    description: 'mailflow: the Functions app sends rows to the data collection rule.'
  }
}

// The app reads log files, keeps checkpoints under leases and writes dead letters; the Functions host keeps its locks and
// the code there. Owner instead of Contributor: the host asks for it where shared keys are off.
resource appBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, roles['Storage Blob Data Owner'])
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Storage Blob Data Owner']
    )
    description: 'mailflow: log files, checkpoints, dead letters, and the state of the Functions host.'
  }
}

// The app takes work from the queue and puts the rest of long files back; the host fills the poison queue.
resource appQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, roles['Storage Queue Data Contributor'])
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Storage Queue Data Contributor']
    )
    description: 'mailflow: the queue of log files to forward, and its poison queue.'
  }
}

// The Functions host writes its diagnostic events into a table.
resource appTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, roles['Storage Table Data Contributor'])
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Storage Table Data Contributor']
    )
    description: 'mailflow: diagnostic events of the Functions host.'
  }
}

// Event Grid puts a message into the one queue for each new log file.
resource eventsSend 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(eventsPrincipalId)) {
  name: guid(account::queues::forward.id, eventsPrincipalId, roles['Storage Queue Data Message Sender'])
  scope: account::queues::forward
  properties: {
    principalId: eventsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Storage Queue Data Message Sender']
    )
    description: 'mailflow: Event Grid tells of new log files.'
  }
}

// Events that could not be delivered are kept.
resource eventsDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(eventsPrincipalId)) {
  name: guid(account::blobs::eventDeadLetters.id, eventsPrincipalId, roles['Storage Blob Data Contributor'])
  scope: account::blobs::eventDeadLetters
  properties: {
    principalId: eventsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles['Storage Blob Data Contributor']
    )
    description: 'mailflow: Event Grid keeps events that it could not deliver.'
  }
}

// An agent appends to log files: to this container, and to nothing else of the account.
resource agentsWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in agentPrincipalIds: {
    name: guid(account::blobs::logs.id, principalId, roles['Storage Blob Data Contributor'])
    scope: account::blobs::logs
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles['Storage Blob Data Contributor']
      )
      description: 'mailflow: an agent appends message tracking logs.'
    }
  }
]

// Azure sends no event when a file grows, so the agent itself tells that there is more.
resource agentsNudge 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in agentPrincipalIds: {
    name: guid(account::queues::forward.id, principalId, roles['Storage Queue Data Message Sender'])
    scope: account::queues::forward
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles['Storage Queue Data Message Sender']
      )
      description: 'mailflow: an agent tells that a log file has grown.'
    }
  }
]

// For "mailflow doctor": to see resources and settings, dead letters and the depth of the queues, and to change nothing.
resource readersRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in readerPrincipalIds: {
    name: guid(resourceGroup().id, principalId, roles.Reader)
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.Reader)
      description: 'mailflow: doctor looks at resources and their settings.'
    }
  }
]

resource readersBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in readerPrincipalIds: {
    name: guid(account.id, principalId, roles['Storage Blob Data Reader'])
    scope: account
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles['Storage Blob Data Reader']
      )
      description: 'mailflow: doctor looks at log files, checkpoints and dead letters.'
    }
  }
]

resource readersQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in readerPrincipalIds: {
    name: guid(account.id, principalId, roles['Storage Queue Data Reader'])
    scope: account
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles['Storage Queue Data Reader']
      )
      description: 'mailflow: doctor looks at the depth of the queues.'
    }
  }
]
