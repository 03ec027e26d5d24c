@description('What a table keeps, and for how long.')
@export()
type tableSettings = {
  @description('Required. Analytics: full queries and all alerts. Basic: cheaper, queries over one table, few alerts. Auxiliary: cheapest and slowest.')
  plan: 'Analytics' | 'Basic' | 'Auxiliary'

  @description('Optional. Days in which rows can be queried at full speed (4 to 730). Left out: as the workspace has it, even if the table had its own. Ignored for Basic and Auxiliary.')
  @minValue(4)
  @maxValue(730)
  retentionInDays: int?

  @description('Optional. Days until rows are removed, long-term retention included (4 to 4383). Left out: as the workspace has it, even if the table had its own.')
  @minValue(4)
  @maxValue(4383)
  totalRetentionInDays: int?
}

@description('What happens to the log files in the storage account as they grow old. Days count from the last change of a file.')
@export()
type archiveSettings = {
  @description('Required. Days after which a file moves to the cool tier.')
  @minValue(1)
  coolAfterDays: int

  @description('Required. Days after which a file moves to the archive tier, where it has to be brought back before it can be read. 0: never.')
  @minValue(0)
  archiveAfterDays: int

  @description('Required. Days after which a file is deleted. 0: never.')
  @minValue(0)
  deleteAfterDays: int

  @description('Optional. Where copies are kept. Standard_LRS: in one data centre, the default. Standard_GRS: in two regions. Standard_ZRS: in three zones of the region, without an archive tier and not in every region.')
  redundancy: ('Standard_LRS' | 'Standard_GRS' | 'Standard_ZRS')?
}

@description('How large and how many the instances of the Functions app may be.')
@export()
type scaleSettings = {
  @description('Required. Memory of one instance in MB.')
  instanceMemoryMB: 512 | 2048 | 4096

  @description('Required. Most instances at once (40 to 1000, as Flex Consumption has it).')
  @minValue(40)
  @maxValue(1000)
  maximumInstanceCount: int
}

@description('Which families of content are deployed into the workspace.')
@export()
type contentSettings = {
  @description('Required. The KQL functions, saved in the workspace. Everything else here uses them.')
  functions: bool

  @description('Required. The hunting queries, as saved queries.')
  huntingQueries: bool

  @description('Required. The analytics rules. They need Microsoft Sentinel in the workspace.')
  analyticsRules: bool

  @description('Required. The workbooks.')
  workbooks: bool

  @description('Required. The alert rules of Azure Monitor on mail flow and on the collection itself.')
  alertRules: bool
}

@description('What of Exchange Online is collected.')
@export()
type messageTraceSettings = {
  @description('Required. Whether the message traces of Exchange Online are collected.')
  enabled: bool

  @description('Optional. Hours before the first run from which on message traces are read (0 to 240). Default 48.')
  @minValue(0)
  @maxValue(240)
  lookBackHours: int?

  @description('Optional. Requests in 5 minutes that mailflow may make of the 100 that the tenant has for all its tools (10 to 100). Default 90.')
  @minValue(10)
  @maxValue(100)
  quota: int?

  @description('Optional. Whether the events of failed, quarantined and pending messages are read as well. Default false.')
  details: bool?
}

@description('The way to reach what the deployment creates.')
@export()
type networkSettings = {
  @description('Required. true: the storage account and the data collection endpoint are reached by private endpoints only.')
  private: bool

  @description('Optional. Address space of the virtual network, at least /24. Default 10.90.0.0/24.')
  addressPrefix: string?
}

@description('Records of Exchange servers that the app leaves out, which is the one way to save on ingestion.')
@export()
type filterSettings = {
  @description('Optional. Whether the probes of Exchange health monitoring are left out. Default true.')
  probes: bool?

  @description('Optional. Whether the records of shadow redundancy are left out. Default false.')
  shadowRedundancy: bool?

  @description('Optional. Event ids to leave out, such as HAREDIRECT.')
  events: string[]?

  @description('Optional. Sources to leave out, such as AGENT.')
  sources: string[]?
}
