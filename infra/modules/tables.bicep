metadata name = 'Tables'
metadata description = 'The two custom tables in the workspace. The workspace itself is only named here, never written.'

import { tableSettings } from '../types.bicep'

@description('Required. Name of the workspace.')
param workspaceName string

@description('Required. Plan and retention of MessageTrackingLog_CL.')
param trackingTable tableSettings

@description('Required. Days to keep MailflowHealth_CL.')
param healthRetentionInDays int

// Columns are declared once, in src/streams; `npm run generate` writes them here.
var tables = loadJsonContent('../generated/tables.json')
var trackingName = 'MessageTrackingLog_CL'
var queriedAtFullSpeed = trackingTable.plan == 'Analytics'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

// A workspace that has the table of Microsoft's Exchange Security solution (option 6) keeps its rows and gains columns.
@batchSize(1)
resource table 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = [
  for item in tables: {
    parent: workspace
    name: item.name
    properties: {
      // The health table stays on Analytics, since alert rules read it.
      plan: item.name == trackingName ? trackingTable.plan : 'Analytics'
      // -1 is the service's own word for "as the workspace has it".
      retentionInDays: item.name != trackingName
        ? healthRetentionInDays
        : queriedAtFullSpeed ? (trackingTable.?retentionInDays ?? -1) : null
      totalRetentionInDays: item.name == trackingName
        ? (trackingTable.?totalRetentionInDays ?? -1)
        : healthRetentionInDays
      schema: {
        name: item.name
        description: item.description
        columns: item.columns
      }
    }
  }
]

@description('Names of the tables.')
output names string[] = [for (item, index) in tables: table[index].name]
