// The equal-tailed interval of Jeffreys's prior.
#include "steelyard/pool/proportion.h"
#include "steelyard/pool/proportion_interval.h"

namespace steelyard::proportion_interval {

extern const ProportionInterval jeffreys{
    .id = "J",
    .label = "Jeffreys",
    .source = "brown2001",
    .interval = steelyard::jeffreys,
};

}  // namespace steelyard::proportion_interval
