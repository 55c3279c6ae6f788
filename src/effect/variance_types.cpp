// What the formulas of sampling variances are called, by metafor and by its users.
#include "steelyard/effect/measure.h"

namespace steelyard {

namespace {

constexpr VarianceName names[] = {
    {"LS",   VarianceType::LS  },
    {"LS2",  VarianceType::LS2 },
    {"UB",   VarianceType::UB  },
    {"AV",   VarianceType::AV  },
    {"AV2",  VarianceType::AV2 },
    {"HO",   VarianceType::HO  },
    {"AVHO", VarianceType::AVHO},
    {"H0",   VarianceType::H0  },
    {"ST",   VarianceType::ST  },
    {"CS",   VarianceType::CS  },
    {"RM",   VarianceType::RM  },
    {"WT",   VarianceType::WT  },
};

}  // namespace

std::span<const VarianceName> variance_names() {
  return names;
}

}  // namespace steelyard
