/**
 * Tells whether a guest's question may use a function of ClickHouse: one that works out a value from its arguments and
 * touches nothing else. Upper and lower case count as the same.
 */
export function mayCall(name: string): boolean {
  const lower = name.toLowerCase();
  return ALLOWED.has(lower) || isAggregate(lower);
}

/** An aggregate may carry combinators: `sumIf`, `quantilesExactOrNull`. */
function isAggregate(lower: string): boolean {
  for (let rest = lower; ; ) {
    if (AGGREGATE.has(rest)) return true;
    const shorter = rest.replace(COMBINATOR, '');
    if (shorter === rest) return false;
    rest = shorter;
  }
}

const COMBINATOR = /(?:if|array|map|foreach|distinct|ornull|ordefault|state|merge|resample|argmin|argmax)$/;

// The lists are closed: a new ClickHouse brings functions that read files, dictionaries and addresses.

// Comparisons and conditions.
const LOGIC = `
  and assumeNotNull clamp coalesce equals firstNonDefault globalIn globalNotIn globalNotNullIn globalNullIn greater
  greaterOrEquals greatest if ifNull in isDistinctFrom isNotDistinctFrom isNotNull isNull isNullable isZeroOrNull
  least less lessOrEquals multiIf not notEquals notIn notNullIn nullIf nullIn or toNullable xor`;

// Numbers.
const NUMBERS = `
  abs acos acosh asin asinh atan atan2 atanh avg2 bitAnd bitCount bitHammingDistance bitNot bitOr bitRotateLeft
  bitRotateRight bitShiftLeft bitShiftRight bitSlice bitTest bitTestAll bitTestAny bitXor cbrt ceil cos cosh degrees
  divide divideDecimal divideOrNull e exp exp10 exp2 factorial floor gcd hypot ifNotFinite intDiv intDivOrNull
  isFinite isInfinite isNaN isPrime lcm log log10 log1p log2 max2 midpoint min2 minus modulo moduloLegacy moduloOrNull
  multiply multiplyDecimal negate pi plus positiveModulo positiveModuloOrNull pow radians rand rand64 randCanonical
  round roundAge roundBankers roundDown roundDuration roundToExp2 sign sin sinh sqr sqrt tan tanh trunc`;

// Times.
const TIMES = `
  addDate addDays addHours addMilliseconds addMinutes addMonths addQuarters addSeconds addWeeks addYears age changeDay
  changeHour changeMinute changeMonth changeSecond dateDiff dateName dateTrunc formatDateTime fromUnixTimestamp
  fromUTCTimestamp hop hopEnd hopStart localtime makeDate makeDate32 makeDateTime makeDateTime64 monthName now now64
  nowInBlock64 subDate subtractDays subtractHours subtractMilliseconds subtractMinutes subtractMonths subtractQuarters
  subtractSeconds subtractWeeks subtractYears timeDiff timestamp timezone timezoneOf today toDayOfMonth toDayOfWeek
  toDayOfYear toDaysInMonth toHour toISOWeek toISOYear toLastDayOfMonth toLastDayOfWeek toMillisecond toMinute
  toMonday toMonth toMonthNumSinceEpoch toQuarter toSecond toStartOfDay toStartOfFifteenMinutes toStartOfFiveMinutes
  toStartOfHour toStartOfInterval toStartOfISOYear toStartOfMicrosecond toStartOfMillisecond toStartOfMinute
  toStartOfMonth toStartOfQuarter toStartOfSecond toStartOfTenMinutes toStartOfWeek toStartOfYear toTimeWithFixedDate
  toTimezone toUnixTimestamp toUTCTimestamp toWeek toYear toYearNumSinceEpoch toYearWeek toYYYYMM toYYYYMMDDhhmmss
  tumble tumbleEnd tumbleStart UTCTimestamp windowID yesterday`;

// Types.
const TYPES = `
  accurateCast accurateCastOrNull CAST fromUnixTimestamp64Milli fromUnixTimestamp64Second parseDateTime
  parseDateTime32BestEffort parseDateTime32BestEffortOrNull parseDateTime64 parseDateTime64BestEffort
  parseDateTime64BestEffortOrNull parseDateTime64BestEffortUS parseDateTime64BestEffortUSOrNull parseDateTime64OrNull
  parseDateTimeBestEffort parseDateTimeBestEffortOrNull parseDateTimeBestEffortUS parseDateTimeBestEffortUSOrNull
  parseDateTimeOrNull toBool toDate toDate32 toDate32OrDefault toDate32OrNull toDateOrDefault toDateOrNull toDateTime
  toDateTime32 toDateTime64 toDateTime64OrDefault toDateTime64OrNull toDateTimeOrDefault toDateTimeOrNull toDecimal128
  toDecimal128OrDefault toDecimal128OrNull toDecimal32 toDecimal32OrDefault toDecimal32OrNull toDecimal64
  toDecimal64OrDefault toDecimal64OrNull toDecimalString toFixedString toFloat32 toFloat32OrDefault toFloat32OrNull
  toFloat32OrZero toFloat64 toFloat64OrDefault toFloat64OrNull toFloat64OrZero toInt128 toInt16 toInt16OrDefault
  toInt16OrNull toInt16OrZero toInt256 toInt32 toInt32OrDefault toInt32OrNull toInt32OrZero toInt64 toInt64OrDefault
  toInt64OrNull toInt64OrZero toInt8 toInt8OrDefault toInt8OrNull toInt8OrZero toInterval toIntervalDay toIntervalHour
  toIntervalMillisecond toIntervalMinute toIntervalMonth toIntervalQuarter toIntervalSecond toIntervalWeek
  toIntervalYear toLowCardinality toString toStringCutToZero toTime toTime64 toTime64OrNull toTimeOrNull toUInt128
  toUInt16 toUInt16OrDefault toUInt16OrNull toUInt16OrZero toUInt256 toUInt32 toUInt32OrDefault toUInt32OrNull
  toUInt32OrZero toUInt64 toUInt64OrDefault toUInt64OrNull toUInt64OrZero toUInt8 toUInt8OrDefault toUInt8OrNull
  toUInt8OrZero toUnixTimestamp64Milli toUnixTimestamp64Second toUUID`;

// Texts.
const TEXTS = `
  alphaTokens arrayStringConcat base64Decode base64Encode base64URLDecode base64URLEncode bin bitmaskToArray
  bitmaskToList bitPositionsToArray caseFoldUTF8 cityHash64 concat concatAssumeInjective concatWithSeparator
  concatWithSeparatorAssumeInjective countMatches countMatchesCaseInsensitive countSubstrings
  countSubstringsCaseInsensitive countSubstringsCaseInsensitiveUTF8 cutFragment cutIPv6 cutQueryString
  cutQueryStringAndFragment cutToFirstSignificantSubdomain cutURLParameter decodeURLComponent decodeURLFormComponent
  domain domainWithoutWWW editDistance editDistanceUTF8 encodeURLComponent encodeURLFormComponent endsWith
  endsWithCaseInsensitive endsWithCaseInsensitiveUTF8 endsWithUTF8 extract extractAll extractAllGroupsHorizontal
  extractAllGroupsVertical extractGroups extractURLParameter extractURLParameterNames extractURLParameters firstLine
  firstSignificantSubdomain format fragment generateUUIDv4 generateUUIDv7 hasAllTokens hasAnyTokens hasSubsequence
  hasSubsequenceCaseInsensitive hasSubsequenceCaseInsensitiveUTF8 hasSubsequenceUTF8 hasToken hasTokenCaseInsensitive
  hasTokenCaseInsensitiveOrNull hasTokenOrNull hex ilike initcap initcapUTF8 IPv4CIDRToRange IPv4NumToString
  IPv4NumToStringClassC IPv4StringToNum IPv4ToIPv6 IPv6CIDRToRange IPv6NumToString IPv6StringToNum isIPAddressInRange
  isIPv4String isIPv6String isValidASCII isValidUTF8 left leftPad leftPadUTF8 leftUTF8 lengthUTF8 like locate lower
  lowerUTF8 match MD5 multiMatchAllIndices multiMatchAny multiMatchAnyIndex multiSearchAllPositions
  multiSearchAllPositionsCaseInsensitive multiSearchAllPositionsCaseInsensitiveUTF8 multiSearchAllPositionsUTF8
  multiSearchAny multiSearchAnyCaseInsensitive multiSearchAnyCaseInsensitiveUTF8 multiSearchAnyUTF8
  multiSearchFirstIndex multiSearchFirstIndexCaseInsensitive multiSearchFirstIndexCaseInsensitiveUTF8
  multiSearchFirstIndexUTF8 multiSearchFirstPosition multiSearchFirstPositionCaseInsensitive
  multiSearchFirstPositionCaseInsensitiveUTF8 multiSearchFirstPositionUTF8 murmurHash3_64 naturalSortKey netloc
  normalizeUTF8NFC normalizeUTF8NFD notILike notLike overlay overlayUTF8 path pathFull port position
  positionCaseInsensitive positionCaseInsensitiveUTF8 positionUTF8 protocol queryString queryStringAndFragment
  regexpExtract regexpPosition repeat replaceAll replaceOne replaceRegexpAll replaceRegexpOne reverseBySeparator
  reverseUTF8 right rightPad rightPadUTF8 rightUTF8 SHA1 SHA256 sipHash128 sipHash64 space splitByChar splitByNonAlpha
  splitByRegexp splitByString splitByWhitespace startsWith startsWithCaseInsensitive startsWithCaseInsensitiveUTF8
  startsWithUTF8 stringJaccardIndex stringJaccardIndexUTF8 substring substringIndex substringIndexUTF8 substringUTF8
  toIPv4 toIPv4OrDefault toIPv4OrNull toIPv6 toIPv6OrDefault toIPv6OrNull tokens topLevelDomain toUUIDOrDefault
  toUUIDOrNull toValidUTF8 translate translateUTF8 trimBoth trimLeft trimRight unhex upper upperUTF8 URLHierarchy
  URLPathHierarchy xxHash32 xxHash64`;

// Lists, maps and tuples.
const COLLECTIONS = `
  array arrayAll arrayAvg arrayBottomK arrayCompact arrayConcat arrayCount arrayCumSum arrayCumSumNonNegative
  arrayDifference arrayDistinct arrayDotProduct arrayElement arrayElementOrNull arrayEnumerate arrayEnumerateDense
  arrayEnumerateUniq arrayExcept arrayExists arrayFill arrayFilter arrayFirst arrayFirstIndex arrayFirstOrNull
  arrayFlatten arrayFold arrayIntersect arrayJaccardIndex arrayJoin arrayLast arrayLastIndex arrayLastOrNull arrayMap
  arrayMax arrayMin arrayPopBack arrayPopFront arrayProduct arrayPushBack arrayPushFront arrayReduce arrayReduceInRanges
  arrayRemove arrayResize arrayReverse arrayReverseFill arrayReverseSort arrayReverseSplit arrayRotateLeft
  arrayRotateRight arrayShiftLeft arrayShiftRight arrayShingles arraySimilarity arraySlice arraySort arraySplit arraySum
  arraySymmetricDifference arrayTopK arrayTranspose arrayUnion arrayUniq arrayWithConstant arrayZip arrayZipUnaligned
  countEqual empty extractKeyValuePairs extractKeyValuePairsWithEscaping has hasAll hasAny hasSubstr indexOf
  indexOfAssumeSorted length map mapAdd mapAll mapApply mapConcat mapContainsKey mapContainsKeyLike mapContainsValue
  mapContainsValueLike mapExists mapExtractKeyLike mapExtractValueLike mapFilter mapFromArrays mapKeys mapPopulateSeries
  mapReverseSort mapSort mapSubtract mapUpdate mapValues notEmpty range replicate reverse tuple tupleConcat tupleElement`;

// JSON.
const JSON_TEXTS = `
  isValidJSON JSON_EXISTS JSON_QUERY JSON_VALUE JSONArrayLength JSONExtract JSONExtractArrayRaw JSONExtractBool
  JSONExtractFloat JSONExtractInt JSONExtractKeys JSONExtractKeysAndValues JSONExtractKeysAndValuesRaw JSONExtractRaw
  JSONExtractString JSONExtractUInt JSONHas JSONKey JSONLength JSONMergePatch JSONType prettyPrintJSON toJSONString`;

// Positions.
const GEO = `
  geoDistance geohashDecode geohashEncode geohashesInBox geoToH3 greatCircleAngle greatCircleDistance h3Distance
  h3kRing h3ToGeo h3ToString pointInEllipses pointInPolygon stringToH3`;

// Others.
const OTHER = `
  bar formatReadableQuantity formatReadableSize formatReadableTimeDelta identity materialize neighbor parseTimeDelta
  rowNumberInAllBlocks rowNumberInBlock runningDifference runningDifferenceStartingWithFirstValue throwIf toTypeName
  transform version currentDatabase database schema ignore finalizeAggregation exists lambda numbers _CAST DATE`;

// Other spellings.
const ALIASES = `
  array_remove array_to_string byteSlice CARDINALITY caseWithoutExpr caseWithoutExpression ceiling CHAR_LENGTH
  CHARACTER_LENGTH concat_ws curdate current_date current_timestamp date_bin DATE_DIFF DATE_FORMAT DATE_TRUNC DAY
  DAYOFMONTH DAYOFWEEK DAYOFYEAR extractAllGroups flatten FROM_BASE64 FROM_UNIXTIME from_utc_timestamp HOUR instr
  isASCII JSON_ARRAY_LENGTH LAST_DAY lcase levenshteinDistance levenshteinDistanceUTF8 ln localtimestamp lpad ltrim
  MAP_FROM_ARRAYS mapContains mapFromString MICROSECOND mid MILLISECOND MINUTE mod modOrNull MONTH NANOSECOND
  NATURAL_SORT_KEY OCTET_LENGTH pmod pmodOrNull positive_modulo positive_modulo_or_null power QUARTER rand32
  REGEXP_EXTRACT regexp_instr REGEXP_MATCHES REGEXP_REPLACE REGEXP_SUBSTR regexpInstr replace rpad rtrim SECOND
  splitByAlpha str_to_date str_to_map substr SUBSTRING_INDEX time_bucket timestamp_diff timestampDiff TO_BASE64
  TO_UNIXTIME to_utc_timestamp toStartOfFiveMinute trim truncate ucase UTC_timestamp week YEAR yearweek`;

// Aggregates.
const AGGREGATES = `
  analysisOfVariance anova any any_value anyHeavy anyLast argAndMax argAndMin argMax argMin array_agg array_concat_agg
  avg avgWeighted corr count covarPop covarSamp cume_dist deltaSum deltaSumTimestamp dense_rank denseRank entropy
  exponentialMovingAverage exponentialTimeDecayedAvg exponentialTimeDecayedCount exponentialTimeDecayedMax
  exponentialTimeDecayedSum first_value group_concat groupArray groupArrayInsertAt groupArrayIntersect groupArrayLast
  groupArrayMovingAvg groupArrayMovingSum groupArraySample groupArraySorted groupBitAnd groupBitmap groupBitmapAnd
  groupBitmapOr groupBitmapXor groupBitOr groupBitXor groupConcat groupFormat groupUniqArray histogram intervalLengthSum
  kolmogorovSmirnovTest kurtPop kurtSamp lag lagInFrame largestTriangleThreeBuckets last_value lead leadInFrame lttb
  mannWhitneyUTest max max_by maxIntersections maxIntersectionsPosition meanZTest median medianExact medianTDigest min
  min_by nonNegativeDerivative nth_value ntile percent_rank percentRank quantile quantileBFloat16
  quantileBFloat16Weighted quantileDeterministic quantileExact quantileExactExclusive quantileExactHigh
  quantileExactInclusive quantileExactLow quantileExactWeighted quantileExactWeightedInterpolated quantiles
  quantilesBFloat16 quantilesBFloat16Weighted quantilesExact quantilesExactExclusive quantilesExactHigh
  quantilesExactInclusive quantilesExactLow quantilesExactWeighted quantilesExactWeightedInterpolated quantilesTDigest
  quantilesTDigestWeighted quantilesTiming quantilesTimingWeighted quantileTDigest quantileTDigestWeighted
  quantileTiming quantileTimingWeighted rank rankCorr retention row_number sequenceCount sequenceMatch
  sequenceMatchEvents sequenceNextNode simpleLinearRegression singleValueOrNull skewPop skewSamp sparkbar stddevPop
  stddevSamp string_agg studentTTest studentTTestOneSample sum sumCount sumKahan topK topKWeighted uniq uniqCombined
  uniqCombined64 uniqExact uniqHLL12 uniqUpTo varPop varSamp welchTTest windowFunnel`;

const setOf = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.trim().toLowerCase().split(/\s+/)));
const ALLOWED = setOf(LOGIC, NUMBERS, TIMES, TYPES, TEXTS, COLLECTIONS, JSON_TEXTS, GEO, OTHER, ALIASES);
const AGGREGATE = setOf(AGGREGATES);
