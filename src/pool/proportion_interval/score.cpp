// Wilson's score interval.
#include "steelyard/pool/proportion.h"
#include "steelyard/pool/proportion_interval.h"

namespace steelyard::proportion_interval {

extern const ProportionInterval wilson{
    .id = "WS",
    .label = "Wilson's score interval",
    .source = "wilson1927",
    .interval = steelyard::wilson,
};

}  // namespace steelyard::proportion_interval
