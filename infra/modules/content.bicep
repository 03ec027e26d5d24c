metadata name = 'Content'
metadata description = 'Functions, hunting queries, analytics rules and workbooks, in the workspace that they query.'

import { contentSettings } from '../types.bicep'

@description('Required. Name of the workspace.')
param workspaceName string

@description('Required. Region of the workspace.')
param location string

@description('Required. Tags of the workbooks.')
param tags object

@description('Required. Families to deploy.')
param content contentSettings

@description('Required. Whether the workspace has Microsoft Sentinel.')
param sentinel bool

// One file each in kql/ and workbooks/; `npm run generate` writes them here.
var functions = loadJsonContent('../generated/content/functions.json')
var huntingQueries = loadJsonContent('../generated/content/hunting-queries.json')
var analyticsRules = loadJsonContent('../generated/content/analytics-rules.json')
var workbooks = loadJsonContent('../generated/content/workbooks.json')

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

@batchSize(5)
resource savedFunctions 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = [
  for item in functions: if (content.functions) {
    parent: workspace
    name: 'mailflow-${toLower(item.alias)}'
    properties: {
      // Without it a second deployment is refused with 409. Microsoft's declaration of the type leaves it out.
      #disable-next-line BCP037
      etag: '*'
      category: 'mailflow'
      displayName: item.displayName
      functionAlias: item.alias
      functionParameters: item.parameters
      query: item.query
      version: 2
      tags: [
        {
          name: 'description'
          value: item.description
        }
      ]
    }
  }
]

@batchSize(5)
resource savedHuntingQueries 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = [
  for item in huntingQueries: if (content.huntingQueries) {
    parent: workspace
    name: item.id
    properties: {
      #disable-next-line BCP037
      etag: '*'
      category: 'Hunting Queries'
      displayName: item.displayName
      query: item.query
      version: 2
      tags: [
        {
          name: 'description'
          value: item.description
        }
        {
          name: 'tactics'
          value: item.tactics
        }
        {
          name: 'techniques'
          value: item.techniques
        }
      ]
    }
    // A query that names a function is checked when it is saved.
    dependsOn: [
      savedFunctions
    ]
  }
]

resource rules 'Microsoft.SecurityInsights/alertRules@2025-09-01' = [
  for item in analyticsRules: if (content.analyticsRules && sentinel) {
    scope: workspace
    name: item.id
    kind: 'Scheduled'
    properties: {
      displayName: item.displayName
      description: item.description
      enabled: true
      severity: item.severity
      query: item.query
      queryFrequency: item.queryFrequency
      queryPeriod: item.queryPeriod
      triggerOperator: item.triggerOperator
      triggerThreshold: item.triggerThreshold
      suppressionDuration: 'PT5H'
      suppressionEnabled: false
      tactics: item.tactics
      techniques: item.techniques
      entityMappings: item.entityMappings
      customDetails: item.customDetails
      alertDetailsOverride: item.alertDetailsOverride
      eventGroupingSettings: {
        aggregationKind: item.aggregationKind
      }
      incidentConfiguration: item.incidentConfiguration
    }
    dependsOn: [
      savedFunctions
    ]
  }
]

resource savedWorkbooks 'Microsoft.Insights/workbooks@2023-06-01' = [
  for item in workbooks: if (content.workbooks) {
    // The name has to be a GUID; the same one each time, or a second deployment would make a second workbook.
    name: guid(workspace.id, 'mailflow', item.key)
    location: location
    tags: tags
    kind: 'shared'
    properties: {
      displayName: item.displayName
      description: item.description
      category: sentinel ? 'sentinel' : 'workbook'
      sourceId: workspace.id
      serializedData: item.serializedData
      version: '1.0'
    }
  }
]
