metadata name = 'Alert rules'
metadata description = 'Alert rules of Azure Monitor: on mail flow, and on the collection itself.'

@description('Required. Beginning of all names.')
param name string

@description('Required. Region of the workspace.')
param location string

@description('Required. Tags of all resources.')
param tags object

@description('Required. Resource ID of the workspace.')
param workspaceResourceId string

@description('Required. Resource ID of the data collection rule of the Logs Ingestion API.')
param ruleResourceId string

@description('Required. Resource IDs of the action groups that are called.')
param actionGroupResourceIds string[]

// One file each in kql/alerts; `npm run generate` writes them here.
var alertRules = loadJsonContent('../generated/content/alert-rules.json')
var calledGroups = [for id in actionGroupResourceIds: { actionGroupId: id }]

resource queryAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for item in alertRules: {
    name: '${name}-${item.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: item.displayName
      description: item.description
      severity: item.severity
      enabled: true
      scopes: [workspaceResourceId]
      evaluationFrequency: item.evaluationFrequency
      windowSize: item.windowSize
      autoMitigate: item.autoMitigate
      // The workspace may get its tables a moment before it knows them.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: item.query
            timeAggregation: item.timeAggregation
            metricMeasureColumn: item.metricMeasureColumn
            dimensions: item.dimensions
            operator: item.operator
            threshold: item.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: actionGroupResourceIds
      }
    }
  }
]

// A transform fails: the sender was told 204 long before, so only this metric tells, and DCRLogErrors. Not RowsDropped,
// which also counts what a transform leaves out on purpose.
resource transformErrors 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${name}-transform-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'mailflow: a transform of the data collection rule fails, and its rows are lost. DCRLogErrors in the workspace says why.'
    severity: 2
    enabled: true
    scopes: [ruleResourceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'transform-errors'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'microsoft.insights/datacollectionrules'
          metricName: 'TransformationErrors_Count'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: calledGroups
  }
}
