metadata name = 'Storage'
metadata description = 'The storage account: the archive of log files, checkpoints, dead letters, queues and the code of the app. Shared keys are off.'

import { archiveSettings } from '../types.bicep'

@description('Required. Name of the account.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. What happens to old log files.')
param archive archiveSettings

@description('Required. Whether the account can be reached by private endpoints only.')
param private bool

var logContainer = 'exchange-logs'
var stateContainer = 'mailflow-state'
var deadLetterContainer = 'dead-letters'
var eventDeadLetterContainer = 'event-dead-letters'
var codeContainer = 'app-package'
var forwardQueue = 'forward-blob'
var redundancy = archive.?redundancy ?? 'Standard_LRS'
// An account whose copies lie in several zones has no archive tier.
var archives = archive.archiveAfterDays > 0 && redundancy != 'Standard_ZRS'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // Everybody signs in with Entra ID; there is no key that could leak.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: private ? 'Deny' : 'Allow'
      // Event Grid delivers by its identity as a trusted service, also where the network is private.
      bypass: 'AzureServices'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in [logContainer, stateContainer, deadLetterContainer, eventDeadLetterContainer, codeContainer]: {
    parent: blobs
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

// The host would make the poison queue when it first needs it; with it there, it can be watched from the first day.
resource forwardQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in [forwardQueue, '${forwardQueue}-poison']: {
    parent: queues
    name: queue
  }
]

// The agent's log files are append blobs, for which Azure has no tiers: they can only be deleted. Imported files and
// whatever else is put there as block blobs cools down first.
var logPrefix = ['${logContainer}/']
var archiveRules = [
  {
    name: 'cool-down'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: {
        blobTypes: ['blockBlob']
        prefixMatch: logPrefix
      }
      actions: {
        baseBlob: union(
          { tierToCool: { daysAfterModificationGreaterThan: archive.coolAfterDays } },
          archives ? { tierToArchive: { daysAfterModificationGreaterThan: archive.archiveAfterDays } } : {}
        )
      }
    }
  }
  {
    name: 'events-not-delivered'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: {
        blobTypes: ['blockBlob']
        prefixMatch: ['${eventDeadLetterContainer}/']
      }
      actions: {
        // The sweep finds the files of lost events by itself; the events only tell why.
        baseBlob: { delete: { daysAfterModificationGreaterThan: 90 } }
      }
    }
  }
]
var deleteRules = archive.deleteAfterDays == 0
  ? []
  : [
      {
        name: 'delete'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: ['appendBlob', 'blockBlob']
            prefixMatch: logPrefix
          }
          actions: {
            baseBlob: { delete: { daysAfterModificationGreaterThan: archive.deleteAfterDays } }
          }
        }
      }
    ]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: concat(archiveRules, deleteRules)
    }
  }
}

@description('Name of the account.')
output name string = account.name

@description('Resource ID of the account.')
output resourceId string = account.id

@description('Address of its blobs, without a slash at the end.')
output blobServiceUri string = trimEndSlash(account.properties.primaryEndpoints.blob)

@description('Address of its queues, without a slash at the end.')
output queueServiceUri string = trimEndSlash(account.properties.primaryEndpoints.queue)

@description('Address of its tables, without a slash at the end.')
output tableServiceUri string = trimEndSlash(account.properties.primaryEndpoints.table)

@description('Container of the log files.')
output logContainer string = logContainer

@description('Container of events that could not be delivered.')
output eventDeadLetterContainer string = eventDeadLetterContainer

@description('Container of the code of the app.')
output codeContainer string = codeContainer

@description('Queue of the log files to forward.')
output forwardQueue string = forwardQueue

func trimEndSlash(address string) string => take(address, length(address) - 1)
