// Prints, for each case of the file named first, a line of JSON with the ticks of the library that Argo uses and how
// they end: "no end", "repeats" (the library answers with the same instant for ever) or "never returns".
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/robfig/cron/v3"
)

type testCase struct {
	Cron  string
	Zone  string
	Spans [][2]time.Time
}

type answer struct {
	Ticks []string `json:"ticks"`
	Ends  string   `json:"ends"`
}

// A call takes microseconds; one that has had so much of the processor will not return.
const patience = 500 * time.Millisecond

func main() {
	file, err := os.Open(os.Args[1])
	check(err)
	first := 0
	if len(os.Args) > 2 {
		first, err = strconv.Atoi(os.Args[2])
		check(err)
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for number := 0; lines.Scan(); number++ {
		if number < first {
			continue
		}
		var one testCase
		check(json.Unmarshal(lines.Bytes(), &one))
		found := walk(one)
		check(out.Encode(found))
		if found.Ends == "never returns" {
			// Nothing ends a goroutine that spins but a new program in this one's place.
			check(syscall.Exec("/proc/self/exe", []string{os.Args[0], os.Args[1], strconv.Itoa(number + 1)}, os.Environ()))
		}
	}
	check(lines.Err())
}

func walk(one testCase) answer {
	schedule, err := cron.ParseStandard("CRON_TZ=" + one.Zone + " " + one.Cron)
	check(err)
	found := answer{Ticks: []string{}, Ends: "no end"}
	for _, span := range one.Spans {
		last := span[0].Add(-time.Second)
		for {
			at, returned := next(schedule, last)
			if !returned {
				found.Ends = "never returns"
				return found
			}
			if at.IsZero() || !at.Before(span[1]) {
				break
			}
			if !at.After(last) {
				found.Ends = "repeats"
				break
			}
			found.Ticks = append(found.Ticks, at.UTC().Format(time.RFC3339))
			last = at
		}
	}
	return found
}

func next(schedule cron.Schedule, after time.Time) (time.Time, bool) {
	result := make(chan time.Time, 1)
	go func() { result <- schedule.Next(after) }()
	begin := processor()
	for {
		select {
		case at := <-result:
			return at, true
		case <-time.After(100 * time.Millisecond):
			if processor()-begin > patience {
				return time.Time{}, false
			}
		}
	}
}

func processor() time.Duration {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
