// Clopper and Pearson's exact interval.
#include "steelyard/pool/proportion.h"
#include "steelyard/pool/proportion_interval.h"

namespace steelyard::proportion_interval {

extern const ProportionInterval clopper_pearson{
    .id = "CP",
    .label = "Clopper–Pearson, exact",
    .source = "clopper1934",
    .interval = steelyard::clopper_pearson,
};

}  // namespace steelyard::proportion_interval
