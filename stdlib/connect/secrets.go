package connect

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/wflang/wf/lang/project"
)

// maxSecret is how long the file of a secret may be, in bytes.
const maxSecret = 64 << 10

// Lookup gets the content of a secret: from its environment variable NAME, else from the file that the variable
// NAME_FILE names, without the line's end behind it. getenv is os.LookupEnv. The error says in words what is missing.
func Lookup(s project.Secret, getenv func(string) (string, bool)) (string, error) {
	if content, ok := s.Lookup(getenv); ok && content != "" {
		return content, nil
	}
	if s.Env == "" {
		return "", errors.New("wf.yaml names no environment variable for it")
	}
	name := s.Env + "_FILE"
	path, ok := getenv(name)
	if !ok || path == "" {
		return "", fmt.Errorf("the environment variable `%s` is not set, nor `%s`", s.Env, name)
	}
	content, err := os.ReadFile(path)
	var fault *fs.PathError
	switch {
	case errors.As(err, &fault):
		return "", fmt.Errorf("the file that `%s` names: %w", name, fault.Err)
	case err != nil:
		return "", fmt.Errorf("the file that `%s` names: %w", name, err)
	case len(content) > maxSecret:
		return "", fmt.Errorf("the file that `%s` names is too long for a secret", name)
	}
	secret := strings.TrimRight(string(content), "\r\n")
	if secret == "" {
		return "", fmt.Errorf("the file that `%s` names is empty", name)
	}
	return secret, nil
}
