// The 13 trials of BCG vaccine against tuberculosis. Source: Colditz GA et al. Efficacy of BCG
// vaccine in the prevention of tuberculosis. JAMA 1994;271:698–702, table 1.
#pragma once
#include <vector>

#include "steelyard/study/study.h"

namespace steelyard::support {

inline std::vector<Study> trials_of_bcg() {
  struct Row {
    const char* name;
    double e_events, e_rest, c_events, c_rest;
  };
  const Row rows[] = {
      {"Aronson 1948",            4,   119,   11,  128  },
      {"Ferguson & Simes 1949",   6,   300,   29,  274  },
      {"Rosenthal 1960",          3,   228,   11,  209  },
      {"Hart & Sutherland 1977",  62,  13536, 248, 12619},
      {"Frimodt-Møller 1973",    33,  5036,  47,  5761 },
      {"Stein & Aronson 1953",    180, 1361,  372, 1079 },
      {"Vandiviere 1973",         8,   2537,  10,  619  },
      {"TPT Madras 1980",         505, 87886, 499, 87892},
      {"Coetzee & Berjak 1968",   29,  7470,  45,  7232 },
      {"Rosenthal 1961",          17,  1699,  65,  1600 },
      {"Comstock 1974",           186, 50448, 141, 27197},
      {"Comstock & Webster 1969", 5,   2493,  3,   2338 },
      {"Comstock 1976",           27,  16886, 29,  17825},
  };
  std::vector<Study> studies;
  for (const Row& row : rows) {
    Study study;
    study.name = row.name;
    study.data.push_back(
        TwoByTwo{row.e_events, row.e_events + row.e_rest, row.c_events, row.c_events + row.c_rest});
    studies.push_back(study);
  }
  return studies;
}

}  // namespace steelyard::support
